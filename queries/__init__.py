"""Named questions: each a Cypher file with its declaration beside it, checked at start-up, run within limits.

A query file is named as the question it answers (`who-sits-on`). Rows carry the ids of the statements that are their evidence.
"""
