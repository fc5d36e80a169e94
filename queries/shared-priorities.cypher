MATCH (:Theme)<-[:HAS_PRIORITY]-(holder:Entity)
WITH DISTINCT holder AS x
CALL (x) {
  MATCH (b:Borough {id: x.id}) RETURN b.name AS borough
  UNION MATCH (x)-[c:COVERS]->(b:Borough) WHERE c.status IN ['asserted', 'historic'] RETURN b.name AS borough
  UNION UNWIND coalesce(x.area, []) AS own MATCH (b:Borough {id: own}) RETURN b.name AS borough
  UNION RETURN null AS borough
}
WITH x, collect(DISTINCT borough) AS areas
MATCH (x)-[r:HAS_PRIORITY]->(t:Theme)
WHERE $as_of IS NULL OR (coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of)
WITH t, r, x, areas ORDER BY x.name, x.id, r.id
WITH t,
     collect(DISTINCT CASE WHEN r.status IN ['asserted', 'derived'] THEN x.id END) AS holder_ids,
     collect(DISTINCT CASE WHEN r.status IN ['asserted', 'derived'] THEN x.name END) AS holders,
     collect(DISTINCT CASE WHEN r.status = 'unclear' THEN x.name END) AS unclear_for,
     collect(DISTINCT CASE WHEN r.status = 'historic' THEN x.name END) AS formerly_of,
     collect(CASE WHEN r.status IN ['asserted', 'derived'] THEN areas END) AS all_areas,
     collect(CASE WHEN r.status IN ['asserted', 'derived'] THEN r.statements END) AS said
WHERE size(holder_ids) >= $at_least
CALL (all_areas) { UNWIND all_areas AS some UNWIND some AS one WITH DISTINCT one ORDER BY one RETURN collect(one) AS area_names }
CALL (said) { UNWIND said AS some UNWIND some AS one WITH DISTINCT one ORDER BY one RETURN collect(one) AS ids }
RETURN t.id AS theme_id,
       t.name AS theme,
       size(holder_ids) AS shared_by,
       holders AS holders,
       holder_ids AS holder_ids,
       area_names AS boroughs,
       unclear_for AS unclear_for,
       formerly_of AS formerly_of,
       ids AS evidence
ORDER BY shared_by DESC, theme, theme_id
