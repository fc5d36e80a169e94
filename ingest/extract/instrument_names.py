"""What an instrument is called in full: "its Neglect Strategy" is the "Examplia SCP Neglect Strategy"."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.statements import Entity
from ingest.gazetteer import gazetteer, tokens


def full_name(instrument: Entity, owner: Entity) -> Entity:
    """ "its Neglect Strategy" of the Examplia SCP is the "Examplia SCP Neglect Strategy"; a national instrument keeps its name."""
    kinds = [short for long, short in _SHORTER if owner.name.endswith(long)]
    fronts = [owner.name, *owner.aliases, *_short_names(owner), *kinds]
    rest = next((instrument.name[len(f) :].lstrip("'’s ") for f in fronts if instrument.name.startswith(f)), None)
    if rest is None and _of_all(instrument, owner):
        return instrument
    rest = rest or instrument.name
    area = re.sub(r" (?:Council|Corporation)$", "", owner.name)
    shorts = [*(a for a in owner.aliases if len(a) < 12), *_short_names(owner)]
    years = next((a[len(instrument.name) :] for a in instrument.aliases if a.startswith(f"{instrument.name} ")), "")
    aliases = dict.fromkeys(
        [
            *instrument.aliases,
            *(f"{a} {rest}{y}" for a in (area, *shorts) for y in dict.fromkeys(("", years))),
            instrument.name if rest != instrument.name or len(rest.split()) > 3 else "",
            f"{rest} ({owner.name})",
            *(f"{a} {m.group(2)} {m.group(1)}" for m in [_FOR.match(rest)] if m for a in (area, *shorts)),
        ]
    )
    return replace(instrument, name=f"{area} {rest}", aliases=tuple(a for a in aliases if a and a != f"{area} {rest}"))


def _of_all(instrument: Entity, owner: Entity) -> bool:
    """True for statutes and what is of the whole country; guidance is a council's or a board's own unless it is known."""
    if instrument.kind == "statute" or _NATIONAL.match(instrument.name):
        return True
    words = tokens(instrument.name)
    hit = gazetteer().index.longest(words, 0)
    local = owner.kind == "council" or owner.label == "Board"
    return (hit is not None and hit[0] == len(words)) or (instrument.kind == "guidance" and not local)


def _short_names(board: Entity) -> list[str]:
    """ "Examplia LSCB" for the Examplia Local Safeguarding Children Board."""
    return [board.name.replace(long, short) for long, short in _SHORTER if board.name.endswith(long)][:1]


def local_name(short: str) -> str:
    """The board that a short form stands for in every borough: "CSP" for Community Safety Partnership."""
    return next(full for full, known in _SHORTER if known == short)


_FOR = re.compile(r"(?:[a-z-]+ ){0,3}(strategy|plan|framework|policy|protocol) for ((?:[\w'’-]+ ?){1,5})$")
""" "strategy for safeguarding adolescents" is the "safeguarding adolescents strategy"."""
_NATIONAL = re.compile(r"^(?:London|National|Pan|England|UK|Mayor)\b")
_SHORTER = (
    ("Local Safeguarding Children Board", "LSCB"),
    ("Local Safeguarding Children Partnership", "LSCP"),
    ("Safeguarding Children Board", "SCB"),
    ("Safeguarding Children Partnership", "SCP"),
    ("Safeguarding Adults Board", "SAB"),
    ("Community Safety Partnership", "CSP"),
    ("Health and Wellbeing Board", "HWB"),
)
