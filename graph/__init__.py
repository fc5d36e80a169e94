"""The ontology, typed statements and entities, partial dates, identity, the store and loading.

Statements are the truth; the graph is a projection of them and can be rebuilt from them.
Nothing here reads documents (`ingest`), asks questions (`queries`) or answers over HTTP (`api`).
"""
