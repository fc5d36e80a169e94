"""The HTTP surface: JSON under /api/v1, health, the maps and the home page.

An endpoint reads its parameters, asks `graph`, `queries` or `visualise`, and shapes the answer. No Cypher stands here.
"""
