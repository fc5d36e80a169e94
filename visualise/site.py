"""The frame of all pages: their templates, the macros of the components, and the style sheet."""

from __future__ import annotations

import hashlib
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("templates")
COMPONENTS = {
    "breadcrumbs": "govukBreadcrumbs",
    "details": "govukDetails",
    "error-summary": "govukErrorSummary",
    "input": "govukInput",
    "pagination": "govukPagination",
    "select": "govukSelect",
    "service-navigation": "govukServiceNavigation",
    "skip-link": "govukSkipLink",
    "tag": "govukTag",
}

review_open: ContextVar[bool] = ContextVar("review_open", default=False)
"""Whether the page that is being made is of a service on which candidates are reviewed: then its menu leads there."""


@cache
def templates() -> Environment:
    """The templates of pages: escaped by default, a name that is not given is an error, components as functions."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    # the components ask for parameters that nobody gave, so they have an environment of their own
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    lenient = Environment(loader=loader, autoescape=True)
    for folder, macro in COMPONENTS.items():
        module = lenient.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html").module
        made.globals[macro] = getattr(module, macro)
    made.globals["stylesheet"] = stylesheet()
    return made


def render(template: str, **values: object) -> str:
    """A page from one of the templates."""
    return templates().get_template(template).render(review_open=review_open.get(), **values)


@cache
def style() -> str:
    """The style sheet of all pages; a page that has it in itself says `style=style()`."""
    return (TEMPLATES / "site.css").read_text(encoding="utf-8")


@cache
def stylesheet() -> str:
    """The address of the style sheet; it changes with the sheet, so that it may be kept for good."""
    return f"/static/site.css?v={hashlib.sha256(style().encode()).hexdigest()[:16]}"
