MATCH (t:Entity {id: $recipient})<-[r:FUNDS]-(f:Entity)
WHERE $as_of IS NULL OR (coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of)
RETURN f.id AS funder_id,
       f.name AS funder,
       r.amount_gbp AS amount_gbp,
       coalesce(r.period, CASE WHEN r.valid_to IS NULL THEN r.valid_from ELSE r.valid_from + ' to ' + r.valid_to END) AS period,
       r.via AS via,
       r.valid_from AS valid_from,
       r.valid_to AS valid_to,
       r.status AS status,
       r.statements AS evidence
ORDER BY coalesce(valid_from, ''), funder, funder_id, coalesce(amount_gbp, 0), r.id
