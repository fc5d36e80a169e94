"""Maps made from named queries, each one self-contained HTML page with its table, its summary and a static picture.

A map's own file (`mopac_roles.py`) says what stands where; `layout.py` computes a fixed picture once, and `network.py`
(live, by pyvis) and `svg.py` (static) draw that same picture. Nothing here reads documents or answers over HTTP.
"""
