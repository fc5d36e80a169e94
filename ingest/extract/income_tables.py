"""Who pays for a board, from tables and lists of its income: FUNDS from each payer, by year.

Totals, reserves, balances brought forward, payments in kind and what the board earns itself have no payer and give no row;
expenditure gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.money import Account, Entry, accounts
from ingest.extract.table_names import board_above, is_known, label_of, organisation

METHOD = "income-table"
_NO_PAYER = re.compile(
    r"\b(?:total|sub-?total|balance|carr(?:y|ied)|brought|b/?f(?:wd)?|c/?f(?:wd)?|reserves?|surplus|deficit|"
    r"under-?spend|overspend|in[- ]kind|net|"
    r"variance|difference|accrual|vat|contingency|roll(?:ed)?[- ]?over|opening|closing|drawdown)\b",
    re.I,
)
_OWN = re.compile(
    r"\b(?:training|course|other|misc\w*|sundr\w*|various|interest|charg\w+|fees?|sales|income|additional|"
    r"partner(?:ship)? contributions?|"
    r"agency contributions?|donations?|transfers?|grants?|contributions?|events?|conferences?|e-learning|refund\w*|"
    r"recharge\w*)\b",
    re.I,
)
_COST = re.compile(
    r"\b(?:staff\w*|salar\w+|venue\w*|printing|travel|licen[cs]es?|software|equipment|audits?|auditors?|reviewers?|"
    r"consultan\w+|chair|scrutineer|"
    r"business manager|website|supplies|catering|authors?|facilitators?|recruitment|costs?|expenses|rooms?|"
    r"multi-agency training|publicity|materials)\b",
    re.I,
)
_FOR = re.compile(
    r"^(?P<who>.{2,80}?)[\s:–-]+(?:(?:annual|core|project|grant|one-off|additional|innovation|implementation|"
    r"transformation|partnership|financial|base|"
    r"specific|safeguarding|new burdens)\s+)*(?:funding|grant|contributions?|income|monies|allocation)\b.*$",
    re.I,
)
_VIA = re.compile(
    r"^(?P<first>.+?)\s*[,(–-]?\s*\b(?:via|through|c/o|paid (?:by|"
    r"through))\s+(?:the\s+)?(?P<second>[^)]+?)\)?$",
    re.I,
)
_REMARK = re.compile(
    r"\s*\((?:not |excl|incl|use of|from |net |for |of which|one[- ]off|grant|to |see |plus |agreed|received|paid|tbc|"
    r"est)[^)]*\)\s*$",
    re.I,
)
_BOTH = re.compile(r"^(?P<first>[^/&+]+?)\s*(?:/|\()\s*(?P<second>[^/()]+?)\)?$")
_SENTENCE = re.compile(
    r"\b(?:was|were|has|have|had|contributed|contribute|contributes|received|provided|provides|will|our|we|this|spent|"
    r"costs?|costing|worth|"
    r"which|who|of a total|in total)\b",
    re.I,
)


def income_tables(document: Document) -> Iterator[Candidate]:
    """FUNDS from organisations to the board whose income it is; none where the board can not be told."""
    for account in accounts(document):
        board = board_above(document, account.caption[:3])
        if board is None:
            continue
        for entry in account.entries:
            found = _funds(document, account, board, entry)
            if found is not None:
                yield found


def _funds(document: Document, account: Account, board: Entity, entry: Entry) -> Candidate | None:
    if entry.kind not in {"income", "both"} or entry.amount <= 0:
        return None
    if re.search(r"in[- ]kind", entry.rest, re.I) or _SENTENCE.search(re.sub(r"\([^)]*\)", " ", entry.label)):
        return None
    payer = _payer(document, entry.label, certain=entry.kind == "income")
    if payer is None or payer[0] == board:
        return None
    via = payer[1]
    sure = 0.95 if entry.kind == "income" else 0.75
    return candidate(
        entry.evidence,
        payer[0],
        "FUNDS",
        board,
        method=METHOD,
        confidence=sure if is_known(document, entry.label) else sure - 0.15,
        props={"amount_gbp": entry.amount, "period": entry.column.period, "via": via},
        status="planned" if entry.column.planned else "asserted",
    )


def _payer(document: Document, printed: str, *, certain: bool) -> tuple[Entity, str | None] | None:
    """Who pays, and through whom; None for a label that names no payer."""
    label = label_of(_REMARK.sub("", label_of(printed)))
    bare = re.sub(r"\([^)]*\)", " ", label).strip() or label
    if _NO_PAYER.search(bare) or re.search(r"in[- ]kind|brought forward|reserves?\b|c/f|b/f", label, re.I):
        return None
    if len(label) > 110 or not re.search(r"[A-Za-z]{2}", label):
        return None
    if via := _VIA.match(label):
        return _channel(document, via.group("first"), via.group("second"))
    if (both := _BOTH.match(label)) and "MOPAC" in label:
        return _channel(document, both.group("first"), both.group("second"))
    granted = _FOR.match(bare)
    if granted and _named(document, granted.group("who")):
        return organisation(document, granted.group("who")), None
    if granted and not _OWN.search(granted.group("who")):
        known = organisation(document, granted.group("who"))
        return (known, None) if known.kind or known.name != granted.group("who") else None
    if _named(document, label):
        return organisation(document, label), None
    if _OWN.search(bare) or _COST.search(bare):
        return None
    return (organisation(document, label), None) if certain or is_known(document, label) else None


def _named(document: Document, label: str) -> bool:
    """Whether a label begins with a body's name, and is not one's project or course."""
    mentions = [m for m in document.names.find(label) if m.entity.label in {"Organisation", "BCU"}]
    return bool(mentions) and mentions[0].start <= 4 and not _COST.search(label[mentions[0].end :])


def _channel(document: Document, first: str, second: str) -> tuple[Entity, str | None]:
    """The payer and through whom. London's police are paid for by the Mayor's office: it pays, whichever is named first."""
    one, two = organisation(document, first), organisation(document, second)
    if two.name == "Mayor's Office for Policing and Crime":
        return two, label_of(first)
    return one, label_of(second)
