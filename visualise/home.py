"""The home page: maps, questions, what is loaded, the API."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.store import Row
from queries.catalogue import NamedQuery

TEMPLATES = Path(__file__).with_name("templates")


def home_page(catalog: Row, questions: Sequence[NamedQuery]) -> str:
    """HTML of the home page, without scripts."""
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return pages.get_template("home.html").render(catalog=catalog, questions=questions)
