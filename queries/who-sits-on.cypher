MATCH (b:Board {id: $board})<-[r:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF]-(m:Entity)
WHERE ($as_of IS NULL OR (coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of))
OPTIONAL MATCH (p:Person)-[h:HOLDS]->(m)
WHERE ($as_of IS NULL OR (coalesce(h.start_earliest, '0000') <= $as_of AND coalesce(h.end_latest, '9999') >= $as_of))
WITH r, m, p, h ORDER BY h.start_earliest, p.name
RETURN m.id AS member_id,
       m.name AS member,
       m.label AS member_label,
       type(r) AS relation,
       coalesce(r.as_role, r.kind) AS as_role,
       p.id AS holder_id,
       p.name AS holder,
       h.valid_from AS holder_from,
       h.valid_to AS holder_to,
       r.valid_from AS valid_from,
       r.valid_to AS valid_to,
       r.status AS status,
       CASE WHEN $as_of IS NULL THEN null
            WHEN r.sure_from <= $as_of AND r.sure_to >= $as_of THEN 'surely' ELSE 'possibly' END AS in_force,
       r.statements + coalesce(h.statements, []) AS evidence
ORDER BY relation, member, member_id, coalesce(holder_from, ''), coalesce(holder, ''), r.id
