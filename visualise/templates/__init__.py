"""Jinja2 templates (escaped by default), style and script of the pages; nothing here is loaded from another host."""
