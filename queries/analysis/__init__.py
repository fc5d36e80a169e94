"""Answers that are computed in Python because Cypher is the wrong tool: overlaps, paths, centrality, communities.

Each function reads the store and returns all rows of its query in a fixed order; seeds are fixed. Nothing here writes.
"""
