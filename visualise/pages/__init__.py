"""Pages for readers: one module for each kind of page, each a function from the store to HTML.

Here: what stands on a page and in which words. Not here: how it looks (`visualise/templates`), the addresses
(`api/pages.py`), and what is read from the graph, which are the named queries and `graph/read*.py`.
"""

from visualise.pages.links import document_href, href, statement_href

__all__ = ["document_href", "href", "statement_href"]
