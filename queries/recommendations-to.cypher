// Each statement is a row: two recommendations of one review to one body are one edge, but two recommendations.
CALL () {
  MATCH (:Entity {id: $addressee})<-[:OBJECT]-(s:Statement {predicate: 'RECOMMENDS_TO'}) RETURN s
  UNION
  UNWIND CASE WHEN $addressee IS NULL THEN ['RECOMMENDS_TO'] ELSE [] END AS predicate
  MATCH (s:Statement {predicate: predicate}) RETURN s
}
MATCH (s)-[:SUBJECT]->(r:Entity)
MATCH (s)-[:OBJECT]->(a:Entity)
MATCH (s)-[:STATED_IN]->(d:Source)
OPTIONAL MATCH (r)-[v:REVIEWS|EVIDENCE_FOR]->(:Entity) WHERE v.valid_from IS NOT NULL
WITH s, r, a, d, v ORDER BY v.id
WITH s, r, a, d, min(v.valid_from) AS by_date, collect(v.statements) AS dated
RETURN a.id AS addressee_id,
       a.name AS addressee,
       a.label AS addressee_label,
       r.id AS by_id,
       r.name AS by,
       r.label AS by_label,
       by_date AS by_date,
       s.status AS status,
       split(split(s.dates, '"valid_from":"')[1], '"')[0] AS date,
       split(split(s.dates, '"valid_to":"')[1], '"')[0] AS until,
       s.particulars AS particulars,
       s.quote AS words,
       s.note AS note,
       d.id AS document_id,
       coalesce(d.title, d.id) AS document,
       d.date AS document_date,
       reduce(ids = [s.id], l IN dated | ids + l) AS evidence
ORDER BY addressee, addressee_id, by, by_id, document_id, coalesce(s.lines_from, s.page_from, 0), s.id
