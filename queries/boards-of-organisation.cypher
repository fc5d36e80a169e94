MATCH (o:Organisation {id: $organisation})
MATCH path = (o)<-[:POST_IN|PART_OF|HOLDS*0..3]-(seat:Entity)-[:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF|RELEVANT_AGENCY_OF]->(b:Board)
WITH o, seat, b, relationships(path) AS steps
WITH o, seat, b, steps, steps[size(steps) - 1] AS r
WHERE $as_of IS NULL OR all(s IN steps WHERE coalesce(s.start_earliest, '0000') <= $as_of AND coalesce(s.end_latest, '9999') >= $as_of)
RETURN b.id AS board_id,
       b.name AS board,
       type(r) AS relation,
       CASE WHEN seat.id = o.id THEN null ELSE seat.id END AS through_id,
       CASE WHEN seat.id = o.id THEN null ELSE seat.name END AS through,
       coalesce(r.as_role, r.kind) AS as_role,
       r.valid_from AS valid_from,
       r.valid_to AS valid_to,
       CASE WHEN any(s IN steps WHERE s.status = 'unclear') THEN 'unclear'
            WHEN any(s IN steps WHERE s.status = 'historic') THEN 'historic' ELSE r.status END AS status,
       CASE WHEN $as_of IS NULL THEN null
            WHEN all(s IN steps WHERE coalesce(s.sure_from, '9999') <= $as_of AND coalesce(s.sure_to, '0000') >= $as_of)
            THEN 'surely' ELSE 'possibly' END AS in_force,
       reduce(ids = [], s IN steps | ids + s.statements) AS evidence
ORDER BY board, board_id, relation, coalesce(through, ''), coalesce(as_role, ''), coalesce(valid_from, ''), r.id
