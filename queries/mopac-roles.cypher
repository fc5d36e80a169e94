// Planned and negated statements are no edges, so this asks the statements themselves.
MATCH (a:Organisation)
WHERE a.id IN $bodies OR a.name IN $bodies OR any(x IN coalesce(a.aliases, []) WHERE x IN $bodies)
CALL (a) {
  MATCH (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(y:Entity) RETURN s, y AS other, 'out' AS direction
  UNION ALL
  MATCH (a)<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(x:Entity) WHERE s.subject <> a.id RETURN s, x AS other, 'in' AS direction
}
WITH a, s, other, direction,
     CASE
       WHEN s.predicate IN ['SHARES_DATA_WITH'] THEN 'data'
       WHEN s.predicate = 'RUNS' AND direction = 'out' AND (toLower(other.name) CONTAINS 'data' OR toLower(other.name) CONTAINS 'research' OR toLower(other.name) CONTAINS 'evaluation') THEN 'data'
       WHEN s.predicate IN ['WORKS_WITH', 'DUTY_TO_COOPERATE', 'STATUTORY_PARTNER_OF', 'RELEVANT_AGENCY_OF'] THEN 'works-with'
       WHEN direction = 'out' AND s.predicate = 'FUNDS' THEN 'funds'
       WHEN direction = 'out' AND s.predicate = 'COMMISSIONS' THEN 'commissions'
       WHEN direction = 'out' AND s.predicate IN ['REQUIRES', 'OWNS_PROTOCOL'] THEN 'requires'
       WHEN direction = 'out' AND s.predicate IN ['OVERSEES', 'SCRUTINISES'] THEN 'oversees'
       WHEN direction = 'out' AND s.predicate IN ['MEMBER_OF', 'CHAIRS', 'ATTENDED', 'ATTENDANCE_RATE', 'REPRESENTS'] THEN 'attends'
       WHEN direction = 'out' AND s.predicate = 'RUNS' THEN 'runs'
       WHEN direction = 'out' AND s.predicate IN ['ESTABLISHED_BY', 'PART_OF', 'HOSTED_BY', 'ACCOUNTABLE_TO', 'REPORTS_TO', 'PARTY_TO'] THEN 'answers-to'
       WHEN direction = 'in' AND s.predicate IN ['FUNDS', 'OVERSEES', 'SCRUTINISES', 'REQUIRES', 'COMMISSIONS', 'REVIEWS'] THEN 'answers-to'
       WHEN direction = 'in' AND s.predicate = 'RECOMMENDS_TO' THEN 'recommended'
     END AS role
WHERE role IS NOT NULL
WITH a, role, direction, s.predicate AS relation, other, s.status AS status, s.particulars AS particulars, s.id AS statement
ORDER BY statement
RETURN a.id AS body_id,
       a.name AS body,
       role AS role,
       relation AS relation,
       direction AS direction,
       other.id AS other_id,
       other.name AS other,
       other.label AS other_label,
       CASE WHEN other.label = 'Borough' THEN [other.id] ELSE coalesce(other.area, []) END AS borough_ids,
       status AS status,
       collect(DISTINCT particulars) AS particulars,
       collect(DISTINCT statement) AS evidence
ORDER BY body, role, relation, direction, other, other_id, status
