// Planned and negated scrutiny is no edge: its statements are asked for beside the edges.
CALL () {
  MATCH (e:Entity {id: $entity}) RETURN e
  UNION
  UNWIND CASE WHEN $entity IS NULL THEN ['SCRUTINISES'] ELSE [] END AS predicate
  MATCH (s:Statement {predicate: predicate})-[:OBJECT]->(e:Entity) RETURN e
}
CALL (e) {
  MATCH (x:Entity)-[r:SCRUTINISES]->(e)
  RETURN x AS x, r.as_role AS as_role, r.kind AS kind, r.frequency AS frequency, r.valid_from AS valid_from, r.valid_to AS valid_to,
         r.start_earliest AS first, r.end_latest AS last, r.sure_from AS sure_from, r.sure_to AS sure_to,
         r.status AS status, null AS said, r.statements AS evidence, r.id AS id
  UNION ALL
  MATCH (e)<-[:OBJECT]-(s:Statement {predicate: 'SCRUTINISES'})-[:SUBJECT]->(x:Entity)
  WHERE s.status IN ['planned', 'negated']
  RETURN x AS x, null AS as_role, null AS kind, null AS frequency, null AS valid_from, null AS valid_to,
         null AS first, null AS last, null AS sure_from, null AS sure_to,
         s.status AS status, s.particulars AS said, [s.id] AS evidence, s.id AS id
}
WITH e, x, as_role, kind, frequency, valid_from, valid_to, first, last, sure_from, sure_to, status, said, evidence, id
WHERE $as_of IS NULL OR (coalesce(first, '0000') <= $as_of AND coalesce(last, '9999') >= $as_of)
OPTIONAL MATCH (p:Person)-[h:HOLDS]->(x)
WHERE $as_of IS NULL OR (coalesce(h.start_earliest, '0000') <= $as_of AND coalesce(h.end_latest, '9999') >= $as_of)
RETURN e.id AS scrutinised_id,
       e.name AS scrutinised,
       e.label AS scrutinised_label,
       x.id AS scrutineer_id,
       x.name AS scrutineer,
       x.label AS scrutineer_label,
       p.id AS holder_id,
       p.name AS holder,
       h.valid_from AS holder_from,
       h.valid_to AS holder_to,
       h.status AS holder_status,
       coalesce(as_role, kind) AS as_role,
       frequency AS frequency,
       valid_from AS valid_from,
       valid_to AS valid_to,
       status AS status,
       said AS particulars,
       CASE WHEN $as_of IS NULL OR status IN ['planned', 'negated'] THEN null
            WHEN sure_from <= $as_of AND sure_to >= $as_of THEN 'surely' ELSE 'possibly' END AS in_force,
       evidence + coalesce(h.statements, []) AS evidence
ORDER BY scrutinised, scrutinised_id, scrutineer, scrutineer_id, status, id, coalesce(h.start_earliest, ''), coalesce(holder, ''), coalesce(h.id, '')
