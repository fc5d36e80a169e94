// A class of boards and one that has no name are not bodies that somebody could oversee: they are left out.
OPTIONAL MATCH (:Borough {id: $borough})<-[:COVERS]-(c:Entity)
OPTIONAL MATCH (c)-[:OWNS_PROTOCOL|RUNS]->(o:Entity)
WITH collect(DISTINCT c.id) AS covering, collect(DISTINCT o.id) AS owned
OPTIONAL MATCH (:Borough {id: $borough})-[:OWNS_PROTOCOL|PARTY_TO|RUNS]->(p:Entity)
WITH covering, owned, collect(DISTINCT p.id) AS own
WITH covering + owned + own AS local
CALL () {
  MATCH (e:Board) RETURN e UNION ALL
  MATCH (e:Programme) RETURN e UNION ALL
  MATCH (e:Protocol) WHERE e.kind IN ['plan', 'strategy'] RETURN e
}
WITH local, e WHERE ($label IS NULL OR e.label = $label) AND NOT coalesce(e.kind, '') IN ['class', 'unspecified']
  AND ($borough IS NULL OR $borough IN coalesce(e.area, []) OR e.id IN local)
OPTIONAL MATCH (e)<-[i:OVERSEES|SCRUTINISES]-(:Entity)
WHERE $as_of IS NULL OR (coalesce(i.start_earliest, '0000') <= $as_of AND coalesce(i.end_latest, '9999') >= $as_of)
WITH e, collect(i.status) AS statuses, collect(i.statements) AS ids
OPTIONAL MATCH (e)-[o:ACCOUNTABLE_TO|REPORTS_TO|SUBGROUP_OF]->(:Entity)
WHERE $as_of IS NULL OR (coalesce(o.start_earliest, '0000') <= $as_of AND coalesce(o.end_latest, '9999') >= $as_of)
WITH e, statuses, ids, collect(o.status) AS more, collect(o.statements) AS their_ids
WITH e, statuses + more AS statuses, ids + their_ids AS ids
WHERE NOT any(x IN statuses WHERE x IN ['asserted', 'derived'])
OPTIONAL MATCH (e)<-[:SUBJECT|OBJECT]-(s:Statement)
WITH e, statuses, ids, s,
     (s.status IN ['planned', 'negated']
      AND ((s.object = e.id AND s.predicate IN ['OVERSEES', 'SCRUTINISES'])
           OR (s.subject = e.id AND s.predicate IN ['ACCOUNTABLE_TO', 'REPORTS_TO', 'SUBGROUP_OF']))) AS told
WITH e, statuses, ids, collect(CASE WHEN told THEN s.status END) AS more,
     collect(CASE WHEN told THEN s.id END) AS untied, collect(s.id) AS naming
WITH e, statuses + more AS statuses, naming,
     reduce(found = untied, l IN ids | found + l) AS behind
UNWIND CASE WHEN size(behind) = 0 THEN naming ELSE behind END AS id
WITH e, statuses, id ORDER BY id
WITH e, statuses, collect(DISTINCT id) AS evidence
OPTIONAL MATCH (e)-[:COVERS]->(covered:Borough)
WITH e, statuses, evidence, covered ORDER BY covered.name
WITH e, statuses, evidence, collect(DISTINCT covered.name) AS boroughs
OPTIONAL MATCH (e)-[:SUCCEEDED_BY]->(next:Entity)
WITH e, statuses, evidence, boroughs, next ORDER BY next.name
RETURN e.id AS entity_id,
       e.name AS entity,
       e.label AS label,
       e.kind AS kind,
       boroughs AS boroughs,
       CASE WHEN 'unclear' IN statuses THEN 'unclear'
            WHEN 'planned' IN statuses THEN 'planned'
            WHEN 'historic' IN statuses THEN 'formerly'
            WHEN 'negated' IN statuses THEN 'denied' ELSE 'none stated' END AS oversight,
       'negated' IN statuses AS denied,
       collect(DISTINCT next.name) AS succeeded_by,
       evidence AS evidence
ORDER BY label, oversight, entity, entity_id
