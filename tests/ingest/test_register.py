"""The bundled register: whole, readable, faithful to its documents, and one thing in it is one thing."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import ModuleType
from typing import Any

import pytest

from graph.dates import parse
from graph.identity import Identities
from graph.load import Source
from graph.ontology import ontology
from graph.projection import interval
from graph.statements import Entity, Statement, sentence, sha256, write_row
from ingest.copies import find, words_of
from ingest.files import REGISTER, Input, read_paths
from tests.conftest import SHARED, needs_documents, needs_gold

READ = ["chscp-annual-report-2022-23", "lambeth-scp-annual-report-2020-21", "liia-adolescent-safeguarding-2019",
        "praxiscollab-rapid-review-2021", "vkpp-briefing-2022-06"]  # fmt: skip
SENTENCE = 15
"""So many consecutive words of a document are a sentence of it, not a name, unless they are in LONG_NAMES."""
# titles of documents and reviews as printed; priorities, a class and an offer that their documents name at such length
LONG_NAMES = re.compile(
    r"document-collective-response-of-the-chscps|document-croydon-.*-working-together-2018-2019|document-kingston-.*-marve-"
    r"|document-richmond-health-and-well-being-board-summary|review-adolescent-safeguarding-in-london"
    r"|review-joint-targeted-area-inspection-of|review-report-on-an-unannounced-inspection-of-hmyoi-(cookham|feltham)"
    r"|organisation-all-registered-charities|programme-training-and-resources-to-support"
    r"|theme-develop-(and-deliver-a-multi|engagement-with-cyp|new-multi-agency)"
    r"|theme-ensure-(professionals-agencies|that-there-is-an-effective-service)|theme-inequalities-and-disproportionality"
    r"|theme-(raise-awareness|recognising-vulnerability|strengthen-.*-to-any-form|support-and-provision)"
)


@dataclass(frozen=True)
class Register:
    found: Input

    @cached_property
    def statements(self) -> list[Statement]:
        return Identities(self.found.known).resolve_all([item.statement for item in self.found.statements])

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {entity.known_id: entity for entity in self.found.known}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.found.sources}

    def of(self, predicate: str, *, doc: str = "") -> list[Statement]:
        return [
            s for s in self.statements if s.predicate == predicate and doc in ("", s.doc) and s.status == "asserted"
        ]

    def named(self, pattern: str, label: str = "Organisation") -> set[str]:
        """Ids of the entities that have a name or an alias like this."""
        return {
            e.known_id for e in self.entities.values()
            if e.label == label and any(re.fullmatch(pattern, n, re.IGNORECASE) for n in (e.name, *e.aliases))
        }  # fmt: skip


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(read_paths([REGISTER]))


def table(name: str) -> list[dict[str, str]]:
    with (REGISTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- whole


def test_the_register_is_read_without_fault(register: Register) -> None:
    assert register.found.faults == []
    assert register.found.refused == set()
    assert len(register.statements) >= 2000
    assert set(READ) <= {s.doc for s in register.statements}


def test_every_document_is_described_and_every_described_document_says_something(register: Register) -> None:
    assert {s.doc for s in register.statements} == set(register.sources)
    for source in register.sources.values():
        assert source.title, source.id
        assert source.publisher, source.id
        assert source.dated, source.id


def test_every_reference_document_names_its_public_address() -> None:
    for row in table("documents-reference.csv"):
        assert re.match(r"https://[\w.-]+/", row["url"]), row["id"]


def test_every_end_is_described_and_every_described_thing_is_an_end(register: Register) -> None:
    ends = {e.known_id for s in register.statements for e in (s.subject, s.object)}
    assert ends == set(register.entities)


def test_no_statement_stands_twice(register: Register) -> None:
    assert [i for i, n in Counter(s.id for s in register.statements).items() if n > 1] == []


def test_every_statement_reads_as_a_sentence(register: Register) -> None:
    for s in register.statements:
        said = sentence(s)
        assert s.subject.name in said
        assert s.object.name in said
        assert not re.search(r"None|\{|  |\(\)", said), said


def test_every_piece_of_evidence_can_be_found(register: Register) -> None:
    for s in register.statements:
        e = s.evidence
        if s.doc in READ:
            assert e.lines or e.page, s
            assert e.quote_sha256, s
            assert e.quote_words, s
        else:
            assert e.section, s
        assert e.quote is None, "the documents' words do not stand in the register"


def test_rows_stand_in_the_order_of_their_lines(register: Register) -> None:
    """So that a change is read easily in a diff."""
    for doc in READ:
        lines = [item.statement.evidence.lines for item in register.found.statements if item.statement.doc == doc]
        assert [a for a, _ in filter(None, lines)] == sorted(a for a, _ in filter(None, lines)), doc


@pytest.mark.parametrize("name", ["entities.jsonl", "entities-reference.jsonl"])
def test_entities_stand_in_the_order_of_their_ids(name: str) -> None:
    ids = [json.loads(line)["id"] for line in (REGISTER / name).read_text(encoding="utf-8").splitlines()]
    assert ids == sorted(ids)


@pytest.mark.parametrize("name", ["dropped.csv", "corrections.csv"])
def test_every_row_that_was_dropped_or_corrected_says_why(name: str) -> None:
    rows = table(name)
    assert rows
    for row in rows:
        assert row["reason"].strip(), row
        assert row["doc"] in READ, row
        assert re.fullmatch(r"\d+-\d+", row["lines"]), row


# --- one thing is one thing


def test_a_name_stands_for_one_thing_of_its_label(register: Register) -> None:
    known = Identities(register.entities.values())
    for entity in register.entities.values():
        for name in (entity.name, *entity.aliases):
            assert known.resolve(Entity(entity.label, name, area=entity.area)) == entity.id, name


def test_an_identifier_belongs_to_one_thing(register: Register) -> None:
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity in register.entities.values():
        for pair in entity.identifiers:
            owners[pair].append(entity.known_id)
    assert {pair: ids for pair, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("pattern", "expected", "documents"),
    [
        (
            r".*\bMOPAC|mayor['’]s office for policing (and|&) crime",
            "organisation-mayors-office-for-policing-and-crime",
            3,
        ),
        (r"(the )?met(ropolitan)? police( service)?|MPS", "organisation-metropolitan-police-service", 4),
        (r"department for education|DfE", "organisation-department-for-education", 4),
    ],
)
def test_a_body_that_many_documents_name_is_one(
    register: Register, pattern: str, expected: str, documents: int
) -> None:
    assert register.named(pattern) == {expected}
    assert len({s.doc for s in register.statements if expected in (s.subject.id, s.object.id)}) >= documents


def test_there_is_one_child_safeguarding_practice_review_panel(register: Register) -> None:
    pattern = r"(the )?(national )?(child safeguarding practice review )?panel"
    found = {i for label in ontology().nodes for i in register.named(pattern, label)}
    assert found == {"board-child-safeguarding-practice-review-panel"}
    stated = {s.doc for s in register.statements if found & {s.subject.id, s.object.id}}
    assert len(stated) >= 3


def test_londons_and_scotlands_violence_reduction_units_are_two(register: Register) -> None:
    london, scottish = register.named(r"london (vru|violence reduction unit)"), register.named(r"scot.*reduction unit")
    assert (len(london), len(scottish), london & scottish) == (1, 1, set())
    assert register.named(r"VRU|violence reduction unit") <= london
    assert register.named(r"violence reduction unit \(scotland\)") == scottish


def test_a_council_is_another_thing_than_its_borough(register: Register) -> None:
    for area, council in {
        "hackney": "hackney council", "lambeth": "lambeth council", "city of london": "city of london corporation",
    }.items():  # fmt: skip
        assert register.named(area, "Borough") == {f"borough-{area.replace(' ', '-')}"}
        assert len(register.named(council)) == 1
    for entity in register.entities.values():
        if entity.label == "Organisation":
            assert not register.named(re.escape(entity.name), "Borough"), entity.name


def test_bodies_of_the_city_and_of_hackney_that_have_one_name_are_two(register: Register) -> None:
    pairs = 0
    for entity in register.entities.values():
        if entity.label in ("Board", "Organisation", "Role") and re.search(
            r"^City of London |\(City of London\)", entity.name
        ):
            other = re.sub("City of London", "Hackney", entity.name)
            for twin in register.named(re.escape(other), entity.label):
                pairs += 1
                assert twin != entity.id
                assert not set(register.entities[twin].aliases) & {entity.name, *entity.aliases}
    assert pairs >= 3


def test_a_person_stands_there_for_a_post_a_seat_or_an_attendance(register: Register) -> None:
    """Professionals in governance roles only (a person who is merely mentioned is none)."""
    families = ("membership", "attendance")
    in_role = {s.subject.id for s in register.statements if ontology().edges[s.predicate].family in families}
    people = {e.id for e in register.entities.values() if e.label == "Person"}
    assert people
    assert people - in_role == set()


# --- reference facts


def test_the_33_areas_of_london_have_their_gss_codes(register: Register) -> None:
    areas = {e.name: dict(e.identifiers).get("gss") for e in register.entities.values() if e.label == "Borough"}
    codes = [code for code in areas.values() if code]
    assert sorted(codes) == [f"E090000{n:02}" for n in range(1, 34)]
    known = {"City of London": "01", "Hackney": "12", "Lambeth": "22", "Brent": "05", "Westminster": "33"}
    assert {name: areas[name] for name in known} == {name: f"E090000{n}" for name, n in known.items()}


def boroughs(register: Register) -> set[str]:
    return {i for i, e in register.entities.items() if e.label == "Borough" and dict(e.identifiers).get("gss")}


def test_12_bcus_cover_each_borough_once_and_the_city_is_not_the_mets(register: Register) -> None:
    covers = register.of("COVERS", doc="met-basic-command-units-2018")
    assert len({s.subject.id for s in covers}) == 12
    assert sorted(s.object.known_id for s in covers) == sorted(boroughs(register) - {"borough-city-of-london"})
    part_of = {
        s.subject.id for s in register.of("PART_OF") if s.object.id == "organisation-metropolitan-police-service"
    }
    assert {s.subject.id for s in covers} <= part_of
    # the other documents say nothing else
    elsewhere = {(s.subject.id, s.object.id) for s in register.of("COVERS") if s.subject.label == "BCU"}
    assert elsewhere == {(s.subject.id, s.object.id) for s in covers}
    city = {s.subject.id for s in register.of("COVERS", doc="police-act-1996")}
    assert city == {"organisation-city-of-london-police"}


def covering(register: Register, kind: str, day: date) -> dict[str, set[str]]:
    """The bodies of a kind that may be in force on the day, with the London boroughs that they cover."""
    found: dict[str, set[str]] = defaultdict(set)
    for s in register.of("COVERS"):
        held = interval(s, register.sources[s.doc].dated)
        # what only a report of its time says, without an end, is no reference fact
        if register.entities[s.subject.known_id].kind == kind and s.doc not in READ and held.in_force(day) != "not":
            found[s.subject.known_id].add(s.object.known_id)
    return {body: areas & boroughs(register) for body, areas in found.items()}


def test_five_integrated_care_boards_cover_london_in_2023(register: Register) -> None:
    boards = covering(register, "icb", date(2023, 1, 1))
    assert sorted(boards) == [
        f"organisation-nhs-{place}-london-integrated-care-board"
        for place in ("north-central", "north-east", "north-west", "south-east", "south-west")
    ]
    assert sorted(area for areas in boards.values() for area in areas) == sorted(boroughs(register))
    assert covering(register, "icb", date(2022, 6, 30)) == {}


def test_the_clinical_commissioning_groups_were_succeeded_by_the_boards(register: Register) -> None:
    steps: dict[str, dict[str, str]] = defaultdict(dict)
    for s in register.of("SUCCEEDED_BY"):
        if register.entities[s.subject.known_id].kind == "ccg":
            steps[s.subject.known_id][s.object.known_id] = s.props["from"]
    groups = {i for i, e in register.entities.items() if e.kind == "ccg" and dict(e.identifiers).get("ods")}
    assert set(steps) == groups
    boards = covering(register, "icb", date(2023, 1, 1))
    areas = {**covering(register, "ccg", date(2019, 6, 1)), **covering(register, "ccg", date(2021, 6, 1))}
    assert set(areas) == groups
    for group, successors in steps.items():
        ((successor, day),) = successors.items()
        end = boards if day == "2022-07-01" else areas
        assert areas[group] <= end[successor], group
        assert parse(day)
    assert {day for successors in steps.values() for day in successors.values()} == {
        "2020-04-01",
        "2021-04-01",
        "2022-07-01",
    }


# --- faithful to what was read by hand


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    files = sorted((SHARED / "gold").glob("*.jsonl"))
    return [
        json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


@needs_gold
def test_what_was_read_by_hand_is_in_the_register(
    register: Register, score: ModuleType, gold: list[dict[str, Any]]
) -> None:
    found = [json.loads(json.dumps(write_row(s))) for s in register.statements]
    right, wrong, missed = score.score(gold, found, tier="core")
    assert len(right) / (len(right) + len(missed)) >= 0.97
    assert len(right) / (len(right) + len(wrong)) >= 0.97


@needs_gold
def test_what_is_not_in_the_register_is_among_the_dropped(
    register: Register, score: ModuleType, gold: list[dict[str, Any]]
) -> None:
    """By document, lines, predicate and one of the ends: the file names the ends as the register does."""
    found = [json.loads(json.dumps(write_row(s))) for s in register.statements]
    _, _, missed = score.score(gold, found, tier="core")
    dropped = [row for row in table("dropped.csv") if row["tier"] == "core"]
    lost = []
    for m in missed:
        key = (m["doc"], "{}-{}".format(*m["lines"]), m["predicate"])
        ends = [(end, score.norm(m[end]["name"])) for end in ("subject", "object")]
        fits = [
            row for row in dropped
            if (row["doc"], row["lines"], row["predicate"]) == key and any(score.norm(row[end]) == n for end, n in ends)
        ]  # fmt: skip
        if not fits:
            lost.append((*key, m["subject"]["name"], m["object"]["name"]))
        else:
            dropped.remove(max(fits, key=lambda row: sum(score.norm(row[end]) == n for end, n in ends)))
    assert lost == []


# --- faithful to the documents


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    return {doc: (SHARED / "documents" / f"{doc}.txt").read_text(encoding="utf-8") for doc in READ}


@needs_documents
def test_the_text_that_the_lines_are_counted_in_is_named_by_its_hash(documents: dict[str, str]) -> None:
    for row in table("documents.csv"):
        text = documents[row["id"]]
        assert sha256(text) == row["sha256"], row["id"]
        assert text.count("\n") + (not text.endswith("\n")) == int(row["lines"]), row["id"]


@needs_documents
@pytest.mark.parametrize("doc", READ)
def test_every_quote_is_found_at_its_lines(register: Register, documents: dict[str, str], doc: str) -> None:
    wanted: list[dict[str, Any]] = []
    for s in register.statements:
        e = s.evidence
        if s.doc == doc:
            assert e.lines is not None
            wanted.append({
                "id": s.id, "hash": e.quote_sha256, "words": e.quote_words, "page_from": None, "page_to": None,
                "lines_from": e.lines[0], "lines_to": e.lines[1],
            })  # fmt: skip
    found = find(words_of([documents[doc]], paged=False), wanted)
    assert [row for row in wanted if not found.get(row["id"], ("", False))[1]] == []


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def written() -> Iterator[tuple[str, str]]:
    """Every text in the files of the register, with its file."""
    for path in sorted(REGISTER.rglob("*")):
        if path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                yield from ((path.name, text) for text in strings(json.loads(line)))
        elif path.suffix == ".csv":
            yield from ((path.name, text) for row in table(path.name) for text in row.values())
        elif path.suffix == ".md":
            yield from ((path.name, text) for text in path.read_text(encoding="utf-8").split("\n\n"))


@needs_documents
def test_no_sentence_of_a_document_stands_in_the_register(register: Register, documents: dict[str, str]) -> None:
    held = set()
    for text in documents.values():
        said = words(text)
        held |= {tuple(said[i : i + SENTENCE]) for i in range(len(said) - SENTENCE + 1)}
    copied = set()
    for name, text in written():
        used = words(text)
        if any(tuple(used[i : i + SENTENCE]) in held for i in range(len(used) - SENTENCE + 1)):
            copied.add((name, text))
    texts = {text for _, text in copied}
    long = [{e.known_id, e.name, *e.aliases} for i, e in register.entities.items() if LONG_NAMES.match(i)]
    assert [names for names in long if not names & texts] == [], "these need no exception"
    assert {(name, text) for name, text in copied if not any(text in names for names in long)} == set()
