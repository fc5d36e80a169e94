// Planned and negated duties are no edges: their statements are asked for beside the edges. A duty of a class binds its members.
CALL () {
  MATCH (e:Entity {id: $entity})
  OPTIONAL MATCH (e)-[p:PART_OF*0..2]->(c:Entity)
  WITH e, c WHERE c.id = e.id OR c.kind = 'class'
  RETURN DISTINCT c AS a
  UNION
  UNWIND CASE WHEN $entity IS NULL THEN ['DUTY_TO_COOPERATE'] ELSE [] END AS predicate
  MATCH (s:Statement {predicate: predicate})-[:SUBJECT]->(a:Entity) RETURN a
}
CALL (a) {
  MATCH (a)-[r:DUTY_TO_COOPERATE]->(b:Entity)
  RETURN a AS x, b AS y, r.valid_from AS valid_from, r.valid_to AS valid_to, r.start_earliest AS first, r.end_latest AS last,
         r.sure_from AS sure_from, r.sure_to AS sure_to, r.status AS status, r.statements AS evidence, r.id AS id
  UNION
  MATCH (b:Entity)-[r:DUTY_TO_COOPERATE]->(a) WHERE $entity IS NOT NULL
  RETURN b AS x, a AS y, r.valid_from AS valid_from, r.valid_to AS valid_to, r.start_earliest AS first, r.end_latest AS last,
         r.sure_from AS sure_from, r.sure_to AS sure_to, r.status AS status, r.statements AS evidence, r.id AS id
  UNION
  MATCH (a)<-[:SUBJECT]-(s:Statement {predicate: 'DUTY_TO_COOPERATE'})-[:OBJECT]->(b:Entity)
  WHERE s.status IN ['planned', 'negated']
  RETURN a AS x, b AS y, null AS valid_from, null AS valid_to, null AS first, null AS last,
         null AS sure_from, null AS sure_to, s.status AS status, [s.id] AS evidence, s.id AS id
  UNION
  MATCH (a)<-[:OBJECT]-(s:Statement {predicate: 'DUTY_TO_COOPERATE'})-[:SUBJECT]->(b:Entity)
  WHERE $entity IS NOT NULL AND s.status IN ['planned', 'negated']
  RETURN b AS x, a AS y, null AS valid_from, null AS valid_to, null AS first, null AS last,
         null AS sure_from, null AS sure_to, s.status AS status, [s.id] AS evidence, s.id AS id
}
WITH DISTINCT x, y, valid_from, valid_to, first, last, sure_from, sure_to, status, evidence, id
WHERE $as_of IS NULL OR (coalesce(first, '0000') <= $as_of AND coalesce(last, '9999') >= $as_of)
OPTIONAL MATCH (y)-[back:DUTY_TO_COOPERATE]->(x)
WHERE $as_of IS NULL OR (coalesce(back.start_earliest, '0000') <= $as_of AND coalesce(back.end_latest, '9999') >= $as_of)
WITH x, y, valid_from, valid_to, sure_from, sure_to, status, evidence, id, collect(DISTINCT back.status) AS returned
OPTIONAL MATCH (y)<-[:SUBJECT]-(n:Statement {predicate: 'DUTY_TO_COOPERATE', status: 'negated'})-[:OBJECT]->(x)
WITH x, y, valid_from, valid_to, sure_from, sure_to, status, evidence, id, returned, count(n) AS denied
UNWIND evidence AS statement
MATCH (s:Statement {id: statement})-[:STATED_IN]->(d:Source)
WITH x, y, valid_from, valid_to, sure_from, sure_to, status, id, returned, denied, s, d,
     CASE WHEN s.section IS NULL THEN null ELSE coalesce(d.title, d.id) + ', ' + s.section END AS basis ORDER BY basis, s.id
WITH x, y, valid_from, valid_to, sure_from, sure_to, status, id, returned, denied,
     collect(DISTINCT basis) AS basis, collect(s.id) AS evidence, collect(s.particulars) AS said
RETURN x.id AS bound_id,
       x.name AS bound,
       x.label AS bound_label,
       CASE WHEN x.kind = 'class' THEN true ELSE false END AS bound_is_class,
       y.id AS with_id,
       y.name AS with,
       y.label AS with_label,
       CASE WHEN status = 'derived' THEN 'derived from the law' ELSE 'stated' END AS how,
       status AS status,
       CASE WHEN status IN ['planned', 'negated'] THEN null
            WHEN 'asserted' IN returned OR 'derived' IN returned THEN 'yes'
            WHEN denied > 0 THEN 'denied'
            WHEN 'unclear' IN returned THEN 'unclear'
            WHEN 'historic' IN returned THEN 'formerly' ELSE 'not stated' END AS reciprocal,
       basis AS legal_basis,
       CASE WHEN size(said) = 0 THEN null ELSE said[0] END AS particulars,
       valid_from AS valid_from,
       valid_to AS valid_to,
       CASE WHEN $as_of IS NULL OR status IN ['planned', 'negated'] THEN null
            WHEN sure_from <= $as_of AND sure_to >= $as_of THEN 'surely' ELSE 'possibly' END AS in_force,
       evidence AS evidence
ORDER BY bound, bound_id, with, with_id, status, id
