"""What the answers of ModernGov say. XML is read without entities, without a document type, and without the network."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lxml import etree

_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d\d)-(\d\d)")


_PEOPLE: Final = ("attendee", "attendance", "member")
_NAMES: Final = ("name", "fullusername", "membername", "username")
_ROLES: Final = ("roledescription", "role", "rolename", "committeerole", "memberrole")
_IDS: Final = ("memberid", "userid", "councillorid")
_KEPT: Final = frozenset((
    *_NAMES, *_ROLES, *_IDS, "attendance", "attendancestatus", "attendancedescription", "status", "membertype", "type",
    "organisation", "organization", "representing", "committeeid", "committeetitle", "committeeexpired", "committeedeleted",
    "meetingid", "meetingdate", "meetingstatus",
))  # fmt: skip
UNNAMED: Final = "(left out)"
"""Stands for the name of somebody who is left out, so that they are still counted."""


class BadAnswer(ValueError):
    """An answer that can not be followed: no XML, XML with a document type, or none of the parts that are expected."""


@dataclass(frozen=True, slots=True)
class Committee:
    id: int
    title: str
    expired: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in a list."""

    id: int
    date: date
    status: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person in a meeting's record, words as they are recorded."""

    name: str
    attendance: str
    role: str = ""
    kind: str = ""
    """As the service types people: Councillor, Officer, …"""
    organisation: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of a councillor on a committee."""

    committee: int
    role: str = ""


def committees(body: bytes) -> list[Committee]:
    """Raises BadAnswer."""
    found = [
        Committee(number, title, _said(node, "committeeexpired").casefold() == "true")
        for node in _nodes(_root(body), "committee")
        if (number := _number(node, "committeeid")) and (title := _said(node, "committeetitle"))
        if _said(node, "committeedeleted").casefold() != "true"
    ]
    return list({c.id: c for c in found}.values())


def meetings(body: bytes) -> list[Listed]:
    """Raises BadAnswer."""
    found = [
        Listed(number, day, _said(node, "meetingstatus"))
        for node in _nodes(_root(body), "meeting")
        if (number := _number(node, "meetingid")) and (day := _day(_said(node, "meetingdate")))
    ]
    return list({m.id: m for m in found}.values())


def attendees(body: bytes) -> list[Attendee]:
    """The people of GetMeeting or GetAttendance. Raises BadAnswer."""
    root = _root(body)
    found = [who for tag in _PEOPLE for node in _nodes(root, tag) if (who := _attendee(node))]
    return [a for n, a in enumerate(found) if a.name == UNNAMED or a not in found[:n]]


def councillors(body: bytes) -> list[tuple[int, str]]:
    """Id and name of each. Raises BadAnswer."""
    found = {
        number: name
        for node in _nodes(_root(body), "councillor")
        if (number := _number(node, "councillorid")) and (name := _said(node, "fullusername"))
    }
    return list(found.items())


def seats(body: bytes) -> list[Seat]:
    """The committees that one councillor sits on. Raises BadAnswer."""
    found = [
        Seat(number, _said(node, *_ROLES))
        for node in _nodes(_root(body), "committee")
        if (number := _number(node, "committeeid")) and _said(node, "committeedeleted").casefold() != "true"
    ]
    return list(dict.fromkeys(found))


def reduced(body: bytes, may_keep: Callable[[Attendee], bool]) -> bytes:
    """The answer with what is read of it alone: no addresses, parties or pictures, and no names of people who are left out.

    Raises BadAnswer. What is read of it is the same as before, but for the names of those people.
    """
    root = _root(body)
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            continue
        if _tag(node) in _PEOPLE and (who := _attendee(node)) and not may_keep(who):
            _unname(node)
        for key in [k for k in node.attrib if str(k).rsplit("}", 1)[-1].casefold() not in _KEPT]:
            del node.attrib[key]
        node.tail = None
        if _tag(node) not in _KEPT:
            node.text = None
        parent = node.getparent()
        if not len(node) and not node.attrib and _tag(node) not in _KEPT and parent is not None:
            parent.remove(node)
    return etree.tostring(root, encoding="utf-8")


def _unname(node: etree._Element) -> None:
    for key in node.attrib:
        if str(key).rsplit("}", 1)[-1].casefold() in _NAMES:
            node.attrib[key] = UNNAMED
    for child in node:
        if _tag(child) in _NAMES:
            child.text = UNNAMED


def _attendee(node: etree._Element) -> Attendee | None:
    name = _said(node, *_NAMES)
    if not name:
        return None
    return Attendee(
        name,
        _said(node, "attendance", "attendancestatus", "attendancedescription", "status"),
        _said(node, *_ROLES),
        _said(node, "membertype", "type"),
        _said(node, "organisation", "organization", "representing"),
        _number(node, *_IDS) or 0,
    )


def _root(body: bytes, *, inner: bool = False) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=False, recover=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    # refused before anything is parsed: a bomb is all in its document type
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", body.replace(b"\0", b""), re.I):
        raise BadAnswer("it has a document type, which no answer of ModernGov has")
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadAnswer(f"it is no XML ({(str(error).splitlines() or ['empty'])[0][:120]})") from error
    about: Any = root.getroottree().docinfo
    if about.doctype:  # in an encoding that the look at the bytes did not know
        raise BadAnswer("it has a document type, which no answer of ModernGov has")
    tag = _tag(root)
    if tag == "html":
        raise BadAnswer("it is a web page and not the web service")
    if tag == "string" and not inner and (root.text or "").lstrip().startswith("<"):
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", root.text or "")
        return _root(text.encode(), inner=True)
    return root


def _nodes(root: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (node for node in root.iter() if _tag(node) == tag and (len(node) or node.attrib))


def _tag(node: etree._Element) -> str:
    return str(etree.QName(node).localname).casefold() if isinstance(node.tag, str) else ""


def _said(node: etree._Element, *names: str) -> str:
    """The first of these that is there, as an attribute or as a child; text is often escaped twice."""
    attributes = {str(key).rsplit("}", 1)[-1].casefold(): str(value) for key, value in node.attrib.items()}
    for name in names:
        text = attributes.get(name)
        if text is None:
            text = next((child.text for child in node if _tag(child) == name and child.text), None)
        if text and text.strip():
            plain = re.sub(r"<[^>]{0,200}>", " ", html.unescape(html.unescape(text)))
            return " ".join(plain.split())[:300]
    return ""


def _number(node: etree._Element, *names: str) -> int | None:
    text = _said(node, *names)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _day(text: str) -> date | None:
    match = _DATE.match(text)
    if not match:
        return None
    day, month, year, *iso = match.groups()
    try:
        return date(int(year), int(month), int(day)) if year else date(*map(int, iso))
    except ValueError:
        return None
