MATCH (a:Borough {id: $borough})<-[r:COVERS]-(b:Board)
WHERE $as_of IS NULL OR (coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of)
OPTIONAL MATCH (b)<-[m:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF]-(member:Entity)
WITH b, r, count(DISTINCT member) AS members
OPTIONAL MATCH (b)-[:SUBGROUP_OF]->(parent:Board)
WITH b, r, members, parent ORDER BY parent.name
RETURN b.id AS board_id,
       b.name AS board,
       b.kind AS kind,
       members AS members_stated,
       collect(DISTINCT parent.name) AS subgroup_of,
       r.valid_from AS valid_from,
       r.valid_to AS valid_to,
       r.status AS status,
       CASE WHEN $as_of IS NULL THEN null
            WHEN r.sure_from <= $as_of AND r.sure_to >= $as_of THEN 'surely' ELSE 'possibly' END AS in_force,
       r.statements AS evidence
ORDER BY board, board_id, coalesce(valid_from, ''), status
