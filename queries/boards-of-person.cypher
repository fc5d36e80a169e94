MATCH (p:Person {id: $person})
MATCH path = (p)-[:HOLDS*0..1]->(seat:Entity)-[:MEMBER_OF|CHAIRS|POST_IN]->(b:Board)
WITH p, seat, b, relationships(path) AS steps
WITH p, seat, b, steps, steps[size(steps) - 1] AS r
WHERE $as_of IS NULL OR all(s IN steps WHERE coalesce(s.start_earliest, '0000') <= $as_of AND coalesce(s.end_latest, '9999') >= $as_of)
RETURN b.id AS board_id,
       b.name AS board,
       type(r) AS relation,
       CASE WHEN seat.id = p.id THEN null ELSE seat.id END AS post_id,
       CASE WHEN seat.id = p.id THEN r.as_role ELSE seat.name END AS post,
       CASE WHEN seat.id = p.id THEN r.valid_from ELSE steps[0].valid_from END AS valid_from,
       CASE WHEN seat.id = p.id THEN r.valid_to ELSE steps[0].valid_to END AS valid_to,
       CASE WHEN any(s IN steps WHERE s.status = 'unclear') THEN 'unclear'
            WHEN any(s IN steps WHERE s.status = 'historic') THEN 'historic' ELSE r.status END AS status,
       CASE WHEN $as_of IS NULL THEN null
            WHEN all(s IN steps WHERE coalesce(s.sure_from, '9999') <= $as_of AND coalesce(s.sure_to, '0000') >= $as_of)
            THEN 'surely' ELSE 'possibly' END AS in_force,
       reduce(ids = [], s IN steps | ids + s.statements) AS evidence
ORDER BY board, board_id, relation, coalesce(post, ''), coalesce(valid_from, ''), r.id
