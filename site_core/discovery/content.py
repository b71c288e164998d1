"""The content of a page as one piece of HTML, for readers of feeds: made of its Markdown.

Every page type and every block says itself in Markdown, those of plugins too, so a feed has the whole of a
page without a second way to write it, and without a page model.
"""

from __future__ import annotations

from django.apps import apps
from markdown_it import MarkdownIt
from wagtail.models import Site

from site_core.languages.variants import Variant
from site_core.pages.base import BasePage
from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument

#: What looks like HTML in a Markdown text is text.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def content(site: Site, variant: Variant, document: PublishedDocument) -> str:
    """The content of a public page in a variant, with whole URLs; empty for a type that has none."""
    model = apps.get_model(document.type)
    if not issubclass(model, BasePage):
        return ""
    pieces = filter(None, model.get_markdown(document.readable_representation))
    html = variant.render(str(_MARKDOWN.render("\n\n".join(pieces))).strip())
    html = html.replace(f"{ORIGIN}/{document.locale}/", f"{ORIGIN}/{variant.code}/")
    return html.replace(ORIGIN, site.root_url)
