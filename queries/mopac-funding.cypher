// The year is told by its days, so that 2020-21 and 2020/21 are one; one amount that two documents state counts once.
MATCH (f:Organisation)
WHERE f.id IN $bodies OR f.name IN $bodies OR any(x IN coalesce(f.aliases, []) WHERE x IN $bodies)
CALL (f) {
  MATCH (f)-[r:FUNDS]->(t:Entity)
  RETURN t AS t, r.status AS status, r.amount_gbp AS amount, r.via AS via, null AS said, r.statements AS ids,
         coalesce(r.as_role, '') + ' ' + coalesce(r.kind, '') + ' ' + coalesce(r.area, '') AS apart,
         coalesce(r.period, CASE WHEN r.valid_to IS NULL THEN r.valid_from ELSE r.valid_from + ' to ' + r.valid_to END) AS printed,
         CASE WHEN r.start_earliest IS NULL AND r.end_latest IS NULL THEN coalesce(r.period, '')
              ELSE coalesce(r.start_earliest, '') + ' ' + coalesce(r.end_latest, '') END AS span
  UNION ALL
  MATCH (f)<-[:SUBJECT]-(s:Statement {predicate: 'FUNDS'})-[:OBJECT]->(t:Entity)
  WHERE s.status IN ['planned', 'negated']
  RETURN t AS t, s.status AS status, null AS amount, null AS via, s.particulars AS said, [s.id] AS ids,
         s.id AS apart, null AS printed, 'by statement ' + s.id AS span
}
WITH f, t, status, span, amount, apart, min(printed) AS printed, min(via) AS via, min(said) AS said, collect(ids) AS ids
WITH f, t, status, span, min(printed) AS printed, collect(DISTINCT via) AS via, min(said) AS said,
     count(amount) AS amounts, sum(amount) AS amount, collect(ids) AS ids
OPTIONAL MATCH (g:Entity)-[x:FUNDS]->(t)
WHERE x.status IN ['asserted', 'historic', 'derived'] AND span <> ''
  AND span = CASE WHEN x.start_earliest IS NULL AND x.end_latest IS NULL THEN coalesce(x.period, '')
                  ELSE coalesce(x.start_earliest, '') + ' ' + coalesce(x.end_latest, '') END
WITH f, t, status, span, printed, via, said, amounts, amount, ids, g, x.amount_gbp AS paid,
     coalesce(x.as_role, '') + ' ' + coalesce(x.kind, '') + ' ' + coalesce(x.area, '') AS apart, collect(x.statements) AS theirs
WITH f, t, status, span, printed, via, said, amounts, amount, ids, g, count(paid) AS stated, sum(paid) AS paid, collect(theirs) AS theirs
WITH f, t, status, span, printed, via, said, amounts, amount, ids, sum(paid) AS total,
     count(CASE WHEN stated > 0 THEN 1 END) AS funders, count(CASE WHEN stated = 0 THEN g END) AS silent, collect(theirs) AS theirs
WITH f, t, status, span, printed, via, said, amounts, amount, total, funders, silent,
     reduce(all = [], l IN ids | all + reduce(part = [], i IN l | part + i)) AS own,
     reduce(all = [], l IN theirs | all + reduce(part = [], m IN l | part + reduce(few = [], i IN m | few + i))) AS theirs
UNWIND own + theirs AS id
WITH f, t, status, span, printed, via, said, amounts, amount, total, funders, silent, id ORDER BY id
WITH f, t, status, span, printed, via, said, amounts, amount, total, funders, silent, collect(DISTINCT id) AS evidence
RETURN f.id AS body_id,
       f.name AS body,
       t.id AS recipient_id,
       t.name AS recipient,
       t.label AS recipient_label,
       printed AS year,
       status AS status,
       CASE WHEN amounts = 0 THEN null ELSE round(amount * 100) / 100.0 END AS amount_gbp,
       CASE WHEN size(via) = 0 THEN null ELSE via[0] END AS via,
       CASE WHEN funders = 0 THEN null ELSE round(total * 100) / 100.0 END AS total_gbp,
       CASE WHEN span = '' THEN null ELSE funders END AS funders_with_amount,
       CASE WHEN span = '' THEN null ELSE silent END AS funders_without_amount,
       CASE WHEN amounts = 0 OR funders < 2 OR total = 0 OR NOT status IN ['asserted', 'historic', 'derived'] THEN null
            ELSE round(1000.0 * amount / total) / 10.0 END AS share_percent,
       said AS particulars,
       evidence AS evidence
ORDER BY recipient, recipient_id, coalesce(year, ''), span, body, body_id, status
