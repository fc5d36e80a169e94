"""The words that a free query may use: clauses, functions and procedures. What is not here is refused."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STARTERS: Final = _words("MATCH OPTIONAL UNWIND WITH RETURN CALL")
"""A query, and each part of a UNION or a subquery, begins with one of these."""

CLAUSES: Final = STARTERS | _words("WHERE ORDER SKIP OFFSET LIMIT UNION YIELD")

SUBQUERIES: Final = _words("EXISTS COUNT COLLECT")

OPERANDS: Final = _words("NULL TRUE FALSE NAN INF INFINITY END ASC DESC ASCENDING DESCENDING")
"""Words that end an operand."""

BEFORE: Final = _words("NOT DISTINCT ALL ANY NONE SINGLE NULL TRUE FALSE NAN INF INFINITY CASE WHEN SHORTEST WITH")
"""Words that may stand where an operand is still to come."""

AFTER: Final = _words(
    "AND OR XOR IN CONTAINS STARTS ENDS IS AS ASC DESC ASCENDING DESCENDING WHEN THEN ELSE END WITH WHERE "
    "PATH PATHS GROUP GROUPS"
)
"""Words that may stand behind an operand, beside the clauses."""

NEVER: Final = _words(
    "CREATE MERGE SET DELETE DETACH NODETACH REMOVE FOREACH INSERT LOAD DROP ALTER GRANT DENY REVOKE SHOW USE "
    "TERMINATE START STOP EXPLAIN PROFILE CYPHER PERIODIC TRANSACTIONS CONCURRENT RENAME ENABLE DRYRUN "
    "REALLOCATE DEALLOCATE COPY FINISH"
)
"""Refused by name wherever they are not certainly a name, so that the refusal can say which it was."""

RESERVED: Final = CLAUSES | SUBQUERIES | OPERANDS | BEFORE | AFTER | NEVER

LOOPS: Final = _words("ALL ANY NONE SINGLE REDUCE")
SHORTEST: Final = _words("shortestpath allshortestpaths")

FUNCTIONS: Final = _words(
    (
        # about the graph
        "labels type properties keys nodes relationships length startNode endNode shortestPath allShortestPaths "
        # lists and choices
        "coalesce head last tail size range reverse reduce isEmpty nullIf exists all any none single "
        # aggregates
        "count collect sum avg min max stDev stDevP percentileCont percentileDisc "
        # numbers
        "abs ceil floor round sign sqrt exp log log10 e pi sin cos tan cot asin acos atan atan2 degrees radians "
        "haversin rand isNaN "
        # texts
        "left right lTrim rTrim trim btrim upper lower toUpper toLower replace split substring char_length "
        "character_length normalize "
        # conversions
        "toString toStringOrNull toStringList toInteger toIntegerOrNull toIntegerList toFloat toFloatOrNull "
        "toFloatList toBoolean toBooleanOrNull toBooleanList valueType "
        # times and places
        "date datetime localdatetime time localtime duration timestamp "
        "date.truncate datetime.truncate localdatetime.truncate time.truncate localtime.truncate "
        "datetime.fromEpoch datetime.fromEpochMillis date.statement date.transaction "
        "duration.between duration.inMonths duration.inDays duration.inSeconds "
        "point point.distance point.withinBBox"
    ).lower()
)

PROCEDURES: Final = ("db.labels", "db.relationshipTypes", "db.propertyKeys")
"""They tell which words the graph uses, and nothing else."""
