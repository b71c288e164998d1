"""Blocks that point to other content of the site."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock, StructValue
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from site_core.published import links, shapes
from site_core.published.documents import PageLink, page_links
from site_core.published.json_schema import Schema, Shape
from site_core.published.markdown import page_link, plain


class SnippetBlock(SnippetChooserBlock):
    """A snippet, whose chooser speaks the language of whoever opens it.

    Wagtail's chooser fixes its words in the language of whoever opens it first.
    """

    @cached_property
    def widget(self) -> Any:
        widget = super().widget
        name = self.target_model._meta.verbose_name
        for attribute, words in (
            ("choose_one_text", "Choose %(object)s"),
            ("choose_another_text", "Choose another %(object)s"),
            ("link_to_chosen_text", "Edit this %(object)s"),
        ):
            setattr(widget, attribute, _with_name(words, name))
        return widget

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As Wagtail's block: for migrations there is no difference."""
        _path, arguments, options = super().deconstruct()
        return "wagtail.snippets.blocks.SnippetChooserBlock", arguments, options


def _named(words: str, name: Any) -> str:
    return gettext(words) % {"object": name}


_with_name = lazy(_named, str)


class PageLinks(Shape):
    """Links to other pages, with a heading that can be empty."""

    title: str
    pages: list[shapes.PageReference]


class PageLinksValue(StructValue):
    """The chosen pages, and what a reader sees of them."""

    def page_ids(self) -> list[int]:
        """Ids of the chosen pages in their order."""
        return [page.pk for page in self["pages"] if page is not None]

    def links_for(self, page: Page) -> list[PageLink]:
        """The pages to offer to a reader of ``page``, in its language where there is a counterpart."""
        return page_links(self.page_ids(), page.locale.language_code)


class PageLinksBlock(StructBlock):
    """Links to other pages of the site."""

    title = CharBlock(label=_("Title"), max_length=120, required=False)
    pages = ListBlock(PageChooserBlock(label=_("Page")), label=_("Pages"), min_num=1)

    def get_api_representation(self, value: PageLinksValue, context: Any = None) -> dict[str, Any]:
        locale = (context or {}).get("locale", "en")
        return {
            "title": value["title"] or "",
            "pages": links.represent_links(value.page_ids(), locale),
        }

    def get_markdown(self, value: dict[str, Any]) -> str:
        listed = "\n".join(page_link(page) for page in value["pages"])
        title = f"**{plain(value['title'])}**" if value["title"] else ""
        return "\n\n".join(filter(None, [title, listed]))

    def get_api_schema(self, schemas: Any) -> Schema:
        return schemas.shape(PageLinks)

    class Meta:
        label = _("Page links")
        icon = "link"
        group = _("References")
        template = "components/blocks/page_links.html"
        preview_template = "components/blocks/preview_page_links.html"
        value_class = PageLinksValue
        description = _("Links to other pages of this site, in the reader's language.")
