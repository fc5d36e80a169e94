MATCH (b:Board)<-[:MEETING_OF]-(m:Meeting)<-[r:ATTENDED]-(:Entity)
WITH DISTINCT b, m, r
ORDER BY b.id, r.start_earliest, m.id, r.id
WITH b,
     collect(DISTINCT CASE WHEN r.status <> 'unclear' AND r.start_earliest IS NOT NULL THEN m.id END) AS dated,
     collect(CASE WHEN r.status <> 'unclear' AND r.start_earliest IS NOT NULL THEN m.date END) AS dates,
     sum(CASE WHEN r.status <> 'unclear' THEN 1 ELSE 0 END) AS records,
     sum(CASE WHEN r.status <> 'unclear' AND r.start_earliest IS NULL THEN 1 ELSE 0 END) AS undated,
     sum(CASE WHEN r.status = 'unclear' THEN 1 ELSE 0 END) AS unclear,
     collect(r.statements) AS said
CALL (said) { UNWIND said AS some UNWIND some AS one WITH DISTINCT one ORDER BY one RETURN collect(one) AS ids }
RETURN b.id AS board_id,
       b.name AS board,
       size(dated) AS meetings,
       records AS records,
       undated AS undated,
       unclear AS unclear,
       head(dates) AS first_meeting,
       last(dates) AS last_meeting,
       ids AS evidence
ORDER BY meetings DESC, records DESC, board, board_id
