// Planned and negated statements are no edges, so this asks the statements, and their edges for the dates.
MATCH (:Theme)<-[:OBJECT]-(:Statement {predicate: 'HAS_PRIORITY'})-[:SUBJECT]->(holder:Entity)
WITH DISTINCT holder AS x
CALL (x) {
  MATCH (b:Borough {id: x.id}) RETURN b
  UNION MATCH (x)-[c:COVERS]->(b:Borough) WHERE c.status IN ['asserted', 'historic'] RETURN b
  UNION UNWIND coalesce(x.area, []) AS own MATCH (b:Borough {id: own}) RETURN b
}
WITH x, b WHERE $borough IS NULL OR b.id = $borough
MATCH (x)<-[:SUBJECT]-(s:Statement {predicate: 'HAS_PRIORITY'})-[:OBJECT]->(t:Theme)
OPTIONAL MATCH (x)-[r:HAS_PRIORITY {id: s.edge}]->(t)
WITH t, s, x, b, r
WHERE $as_of IS NULL OR (coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of)
WITH t, s, x, b, r ORDER BY s.id
WITH t, x, b, s.status AS status, s.particulars AS particulars, r.valid_from AS valid_from, r.valid_to AS valid_to, collect(DISTINCT s.id) AS evidence
RETURN b.id AS borough_id,
       b.name AS borough,
       t.id AS theme_id,
       t.name AS theme,
       x.id AS holder_id,
       x.name AS holder,
       x.label AS holder_label,
       status AS status,
       particulars AS particulars,
       valid_from AS valid_from,
       valid_to AS valid_to,
       evidence AS evidence
ORDER BY borough, borough_id, theme, theme_id, holder, holder_id, status, coalesce(valid_from, ''), coalesce(valid_to, ''), coalesce(particulars, '')
