// What is planned is no edge, so it is asked of the statements; a plan is in force on no day, so as_of leaves it standing.
MATCH (b:Board)
WHERE ($board IS NULL OR b.id = $board)
  AND ($borough IS NULL OR EXISTS {
    MATCH (b)-[v:COVERS]->(:Borough {id: $borough})
    WHERE v.status <> 'unclear'
      AND ($as_of IS NULL OR (coalesce(v.start_earliest, '0000') <= $as_of AND coalesce(v.end_latest, '9999') >= $as_of))
  })
CALL (b) {
  MATCH (b)<-[r:CHAIRS]-(c:Entity)
  RETURN c AS c, 'chairs' AS said_as, r.kind AS manner, r.valid_from AS valid_from, r.valid_to AS valid_to,
         r.start_earliest AS first, r.end_latest AS last, r.sure_from AS sure_from, r.sure_to AS sure_to,
         r.status AS status, r.statements AS statements, r.id AS edge
  UNION ALL
  MATCH (b)<-[:MEETING_OF]-(:Meeting)<-[r:ATTENDED {chair: true}]-(c:Entity)
  RETURN c AS c, 'chaired a meeting' AS said_as, null AS manner, r.valid_from AS valid_from, r.valid_to AS valid_to,
         r.start_earliest AS first, r.end_latest AS last, r.sure_from AS sure_from, r.sure_to AS sure_to,
         r.status AS status, r.statements AS statements, r.id AS edge
  UNION ALL
  MATCH (b)<-[:OBJECT]-(s:Statement {predicate: 'CHAIRS', status: 'planned'})-[:SUBJECT]->(c:Entity)
  RETURN c AS c, 'is to chair' AS said_as, s.particulars AS manner, null AS valid_from, null AS valid_to,
         null AS first, null AS last, null AS sure_from, null AS sure_to,
         s.status AS status, [s.id] AS statements, s.id AS edge
}
WITH b, c, said_as, manner, valid_from, valid_to, first, last, sure_from, sure_to, status, statements, edge
WHERE $as_of IS NULL OR (coalesce(first, '0000') <= $as_of AND coalesce(last, '9999') >= $as_of)
OPTIONAL MATCH (p:Person)-[h:HOLDS]->(c)
WHERE said_as = 'chairs'
  AND coalesce(h.start_earliest, '0000') <= coalesce(last, '9999') AND coalesce(h.end_latest, '9999') >= coalesce(first, '0000')
  AND ($as_of IS NULL OR (coalesce(h.start_earliest, '0000') <= $as_of AND coalesce(h.end_latest, '9999') >= $as_of))
RETURN b.id AS board_id,
       b.name AS board,
       said_as AS said_as,
       c.id AS chair_id,
       c.name AS chair,
       c.label AS chair_label,
       manner AS manner,
       p.id AS holder_id,
       p.name AS holder,
       h.valid_from AS holder_from,
       h.valid_to AS holder_to,
       valid_from AS valid_from,
       valid_to AS valid_to,
       CASE WHEN status = 'unclear' OR h.status = 'unclear' THEN 'unclear'
            WHEN status = 'historic' OR h.status = 'historic' THEN 'historic' ELSE status END AS status,
       CASE WHEN $as_of IS NULL OR status = 'planned' THEN null
            WHEN sure_from <= $as_of AND sure_to >= $as_of
             AND (h.id IS NULL OR (coalesce(h.sure_from, '9999') <= $as_of AND coalesce(h.sure_to, '0000') >= $as_of))
            THEN 'surely' ELSE 'possibly' END AS in_force,
       statements + coalesce(h.statements, []) AS evidence
ORDER BY board, board_id, said_as, chair, chair_id, coalesce(valid_from, ''), coalesce(holder_from, ''), coalesce(holder, ''), coalesce(p.id, ''), coalesce(h.id, ''), edge
