"""The words of minutes: what is a name of a person, a post, a body, or a mark beside a name.

The lists are of general English usage in local government, police and health. A text is judged by its words only; what
its place in the minutes tells is judged where the place is known.
"""

from __future__ import annotations

import re
from typing import Literal

from ingest.person_name import plain_name, strip_post_nominals, strip_titles


def words_of(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


Sort = Literal["person", "role", "organisation", "initials", "nothing"]

ROLE = re.compile(
    r"\b(?:directors?|heads?\s+of|head|manager|officer|lead|co-?chair|chair|chairman|chairwoman|chairperson|"
    r"vice[\s-]chair\w*|commissioner|"
    r"commander|superintendent|inspector|sergeant|constable|nurse|doctor|gp|consultant|executive|ceo|coo|cfo|cno|principal|"
    r"head\s?teacher|teacher|professional(?!\s+standards)|co-?ordinator|advis[eo]r|administrator|secretary|clerk|"
    r"assistant|deputy|member|councillor|leader|mayor|"
    r"representative|rep|analyst|solicitor|lawyer|barrister|practitioner|worker|supervisor|minister|chaplain|governor|"
    r"trustee|"
    r"accountant|treasurer|registrar|midwife|paediatrician|pediatrician|psychologist|psychiatrist|therapist|"
    r"scrutineer|reviewer|"
    r"auditor|specialist|apprentice|intern|(?:minute|note)[\s-]?taker|minutes|notes|admin|holder|associate|counsel|dcs|dass|"
    r"dph|dsl|"
    r"researcher|reporter|chancellor|provost|co-?opted\s+partner|fellow|fiscal|govenor|manger|matron|facilitator|ambassador|champion|guardian|coroner|planner|strategist|chief|dean|bishop|vicar|"
    r"presenter|editor|architect|surveyor|engineer|evaluator|scholar|lecturer|professor|student|observer|founder|"
    r"patron|business\s+support|"
    r"president|convenor|convener|spokesperson|organiser|navigator|mentor|coach|navigators|delegate|designate|"
    r"magistrate|judge|physician|surgeon|pharmacist|dentist|dietitian|optometrist|visitor|ombudsman|chief\s+of\s+staff)\b",
    re.I,
)
"""Words that make a text a post or a part taken in the meeting."""

ROLE_START = words_of(
    """
    assistant associate deputy interim acting temporary senior chief designated named service services strategic
    principal independent lay executive operational operations borough regional area business board partnership policy
    programme program project safeguarding public community quality clinical legal democratic group local lead head
    director manager officer chair vice co-chair joint consultant community corporate cabinet committee commissioning
    commissioner commander detective development divisional education early family adult adults children's childrens
    youth health healthcare hospital housing medical mental nurse nursing police performance practice primary
    secondary professional research social specialist statutory team training violence vulnerability victim virtual
    voluntary ward welfare workforce youth accountable ceo cfo coo gp headteacher leader mayor midwife paediatric
    principal representative secretary trustee treasurer governor governance parent participation observer minute note
    member co-opted coopted portfolio town data information communications engagement equality finance financial
    head-teacher interim head admin asst snr integrated
    dcs dass dph superintendent inspector solicitor practitioner worker coordinator
    co-ordinator advisor adviser administrator analyst clerk
    """
)
"""Words with which a post begins, where it follows a name without a mark between."""

ORGANISATION = re.compile(
    r"\b(?:council|borough|county|trust|nhs|police|policing|constabulary|services?|partnership|board|authority|office|"
    r"department|"
    r"agency|college|schools?|academy|hospitals?|university|charity|foundation|association|ccg|icb|ics|cvs|brigade|probation|"
    r"housing|group|ltd|limited|cic|plc|company|centre|center|commission|ministry|mopac|vru|mps|met|btp|lfb|hmpps|"
    r"hmcts|dwp|cps|"
    r"healthwatch|cafcass|teams?|units?|network|federation|diocese|court|prison|yoi|directorate|forum|committee|"
    r"alliance|union|"
    r"committees|boards|partnerships|councils|society|institute|assembly|corporation|advocacy|refuge|barnardo[’']?s|nspcc|care|health|education|nursery|sector|"
    r"voluntary|community|ambulance|fire|project|primary|secondary|practice|surgery|clinic|city\s+hall|parish|"
    r"mosque|synagogue|ofsted|cqc|tfl|gla|adass|lga|dfe|camhs|elft|slam|nelft|bhrut|sector|safeguarding|"
    r"scp|lscb|lscp|sab|csp|hwb|citizens\s+advice|victim\s+support|mind|mencap|age\s+uk|gov|government)\b"
    r"|^(?:LB|RB|LBs)\b|^the\s|&\s*(?:co|partners)\b",
    re.I,
)
"""Words that make a text the name of a body, a department or a sector."""

_NEVER = words_of(
    """
    minutes matters arising declarations declaration item items actions apologies apology attendees vacancy vacant tbc
    zoom teams virtual online hybrid remote update updates subgroup sub-group resolved aob mash mace marac mappa
    committee's neglect log procurator admin asst snr ops comms
    """
)
"""Words that are in no name of a person, beside those of `ingest/person_words.py`."""

INITIALS = re.compile(r"[A-Z]{2}(?:[A-Z\-/]{0,3})")


_OFFICE = re.compile(
    r"(?:(?:commissioner|coroner|mayor|ombudsman|governor|teacher|member|tenant|guardian)s?[’']?s?\s+"
    r"(?:office|association|service|forum|federation|panel|network|union)|"
    r"(?:chief|leader|officer|director|nurse|minister)(?:[’']s|s[’'])\s+(?:office|association|forum|federation|network|council|"
    r"board|committee|group|society))$",
    re.I,
)
"""A body that is named after a post: "Police and Crime Commissioner's Office"."""


def is_name(text: str, *, surname: bool = False) -> bool:
    """Whether a text can be a person's name where minutes list people. With `surname`, one word is enough."""
    return full_name(text, surname=surname) is not None


def full_name(text: str, *, surname: bool = False) -> str | None:
    """The name without titles and letters after it, in usual spelling ("ADA EXAMPLE" is Ada Example); None where it is none."""
    if "\n" in text or any(w.casefold().strip(".,") in _NEVER for w in text.split()):
        return None
    if strip_titles(f"{text.strip()} Example")[1] == "Example":
        return None  # only a rank
    usual = _usual(text)
    return plain_name(f"Councillor {usual}") if surname and " " not in usual.strip() else plain_name(usual)


def _usual(text: str) -> str:
    """A name whose surname, or whole, is in capitals, in usual spelling."""
    text = re.sub(r"\b(Mc|Mac)([A-Z]{2,})\b", lambda m: m.group(1) + m.group(2).capitalize(), text)
    titles, rest = strip_titles(text)
    bare = strip_post_nominals(rest)
    words = bare.split()
    capitals = [w for w in words if len(w.strip(".")) > 2 and w.isupper()]
    if len(words) < 2 or not capitals or (len(capitals) == 1 and len(words[0].strip(".")) > 1 and words[0] in capitals):
        return text
    if 0 < len(capitals) < len(words) and len(words) > 2 and any(len(w) < 5 for w in capitals):
        return text  # "Ada Example VAWG": an abbreviation after a name
    spelt = " ".join(re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), w) if w in capitals else w for w in words)
    return f"{titles} {spelt}".strip()


def sort_of(text: str) -> Sort:
    """What a part of an entry is by its words. A text of unknown words in capitals is taken for a name."""
    plain = text.strip(" .,;:–—-*")
    if not plain or not re.search(r"[^\W\d_]", plain):
        return "nothing"
    if strip_titles(f"{plain} Example")[1] == "Example":
        return "role"  # a rank by itself is a post: "Det Supt"
    if is_name(plain):
        return "person"
    if INITIALS.fullmatch(plain) and not ORGANISATION.fullmatch(plain) and not ROLE.fullmatch(plain):
        return "initials"
    if re.match(
        r"(?:the\s+)?(?:office|mayor[’']s\s+office|ministry|department|(?:association|society|federation|institute|college|union|"
        r"faculty|council|convention)\s+of)\b",
        plain,
        re.I,
    ):
        return "organisation"
    if re.match(r"(?:nominated|appointed|elected|co-?opted)\s+(?:by|member)\b", plain, re.I):
        return "role"
    if _OFFICE.search(plain):
        return "organisation"
    if ROLE.search(plain):
        return "role"
    return "organisation"
