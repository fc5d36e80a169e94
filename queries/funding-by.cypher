// Planned and negated funding is no edge: its statements are asked for beside the edges.
MATCH (f:Entity {id: $funder})
CALL (f) {
  MATCH (f)-[r:FUNDS]->(t:Entity)
  RETURN 'pays' AS relation, f AS payer, t AS t, r.amount_gbp AS amount, r.period AS period, r.via AS via,
         r.valid_from AS valid_from, r.valid_to AS valid_to, r.start_earliest AS first, r.end_latest AS last,
         r.sure_from AS sure_from, r.sure_to AS sure_to, r.status AS status, null AS said, r.statements AS evidence, r.id AS id
  UNION ALL
  MATCH (p:Entity)-[r:FUNDS]->(t:Entity)
  WHERE r.via IS NOT NULL AND p.id <> f.id
    AND (toLower(r.via) = toLower(f.name) OR any(x IN coalesce(f.aliases, []) WHERE toLower(x) = toLower(r.via)))
  RETURN 'passes on' AS relation, p AS payer, t AS t, r.amount_gbp AS amount, r.period AS period, r.via AS via,
         r.valid_from AS valid_from, r.valid_to AS valid_to, r.start_earliest AS first, r.end_latest AS last,
         r.sure_from AS sure_from, r.sure_to AS sure_to, r.status AS status, null AS said, r.statements AS evidence, r.id AS id
  UNION ALL
  MATCH (f)<-[:SUBJECT]-(s:Statement {predicate: 'FUNDS'})-[:OBJECT]->(t:Entity)
  WHERE s.status IN ['planned', 'negated']
  RETURN 'pays' AS relation, f AS payer, t AS t, null AS amount, null AS period, null AS via,
         null AS valid_from, null AS valid_to, null AS first, null AS last,
         null AS sure_from, null AS sure_to, s.status AS status, s.particulars AS said, [s.id] AS evidence, s.id AS id
}
WITH relation, payer, t, amount, period, via, valid_from, valid_to, first, last, sure_from, sure_to, status, said, evidence, id
WHERE $as_of IS NULL OR (coalesce(first, '0000') <= $as_of AND coalesce(last, '9999') >= $as_of)
RETURN relation AS relation,
       t.id AS recipient_id,
       t.name AS recipient,
       t.label AS recipient_label,
       amount AS amount_gbp,
       coalesce(period, CASE WHEN valid_to IS NULL THEN 'since ' + valid_from
                            WHEN valid_from IS NULL THEN 'until ' + valid_to ELSE valid_from + ' to ' + valid_to END) AS period,
       CASE WHEN relation = 'pays' THEN via END AS via,
       CASE WHEN relation = 'pays' THEN null ELSE payer.name END AS on_behalf_of,
       valid_from AS valid_from,
       valid_to AS valid_to,
       status AS status,
       said AS particulars,
       CASE WHEN $as_of IS NULL OR status IN ['planned', 'negated'] THEN null
            WHEN sure_from <= $as_of AND sure_to >= $as_of THEN 'surely' ELSE 'possibly' END AS in_force,
       evidence AS evidence
ORDER BY relation, coalesce(valid_from, ''), recipient, recipient_id, status, coalesce(amount_gbp, 0), id
