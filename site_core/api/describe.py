"""A published document as API v2 shows a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from site_core.api.selection import FieldConfig, nested_value
from site_core.languages.variants import DEFAULT_VARIANT, authored_variant
from site_core.published.documents import PageContext, PageLink
from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument
from site_core.translations.status import CURRENT, OUTDATED

#: State of a page that others are translated from.
ORIGINAL = "original"

_Value = Callable[["Describer", PublishedDocument, PageContext], Any]


class Describer:
    """Describes pages by the fields that were chosen. ``detail`` is a detail's URL up to the id.

    ``is_complete`` says that nothing is left out which stands there unless ``fields`` says otherwise: then
    the page begins with its id and its type, by which programs tell pages apart.
    """

    def __init__(
        self,
        chosen: Sequence[str],
        nested: dict[str, FieldConfig],
        meta_fields: frozenset[str],
        detail: str,
        *,
        is_complete: bool = True,
    ) -> None:
        self.chosen = chosen
        self.nested = nested
        self.meta_fields = meta_fields
        self.detail = detail
        self.is_complete = is_complete

    def describe(self, document: PublishedDocument, context: PageContext) -> dict[str, Any]:
        """One page as v2 shows it: ``id`` and ``type``, then ``meta``, then the other fields."""
        body: dict[str, Any] = {}
        meta: dict[str, Any] = {}
        own = document.readable_representation
        for name in self.chosen:
            computed = _COMPUTED.get(name)
            value = computed(self, document, context) if computed else own.get(name)
            if name in self.nested:
                value = nested_value(name, value, self.nested[name])
            (meta if name in self.meta_fields else body)[name] = value
        described = {"id": body.pop("id")} if "id" in body else {}
        if self.is_complete:
            described["type"] = document.type
        if meta:
            described["meta"] = meta
        described.update(body)
        return described

    def url(self, page_id: int) -> str:
        """Where the detail of a page is."""
        return f"{self.detail}{page_id}/"

    def reference(self, link: PageLink | None) -> dict[str, Any] | None:
        """Another page as v2 names it."""
        if link is None:
            return None
        return {
            "id": link.id,
            "meta": {
                "type": link.type,
                "detail_url": self.url(link.id),
                "html_url": ORIGIN + link.path,
            },
            "title": link.title,
        }


def _breadcrumb(
    describer: Describer, document: PublishedDocument, context: PageContext
) -> list[dict[str, Any]]:
    return [
        {
            "id": link.id,
            "title": link.title,
            "html_url": ORIGIN + link.path,
            "detail_url": describer.url(link.id),
        }
        for link in context.breadcrumb
    ]


def _alternates(
    describer: Describer, document: PublishedDocument, context: PageContext
) -> list[dict[str, Any]]:
    return [
        {
            "tag": alternate.variant.tag,
            "locale": alternate.variant.locale_code,
            "id": alternate.id,
            "title": alternate.title,
            "html_url": ORIGIN + alternate.path,
            "detail_url": describer.url(alternate.id)
            + ("" if alternate.variant.is_authored else f"?locale={alternate.variant.tag}"),
        }
        for alternate in context.alternates
    ]


def _translation(
    describer: Describer, document: PublishedDocument, context: PageContext
) -> dict[str, Any]:
    changed_at = getattr(document, "source_changed_at", None)
    state = OUTDATED if changed_at else CURRENT
    if document.locale == DEFAULT_VARIANT.locale_code:
        state = ORIGINAL
    return {"state": state, "source_changed_at": changed_at}


_COMPUTED: dict[str, _Value] = {
    "id": lambda describer, document, context: document.page_id,
    "title": lambda describer, document, context: document.title,
    "type": lambda describer, document, context: document.type,
    "slug": lambda describer, document, context: document.slug,
    "detail_url": lambda describer, document, context: describer.url(document.page_id),
    "html_url": lambda describer, document, context: ORIGIN + document.path,
    "locale": lambda describer, document, context: document.locale,
    "tag": lambda describer, document, context: authored_variant(document.locale).tag,
    "translation_key": lambda describer, document, context: document.translation_key,
    "show_in_menus": lambda describer, document, context: document.in_menus,
    "first_published_at": lambda describer, document, context: document.first_published_at,
    "last_published_at": lambda describer, document, context: document.last_published_at,
    "tree_position": lambda describer, document, context: document.tree_path,
    "parent": lambda describer, document, context: describer.reference(
        context.breadcrumb[-1] if context.breadcrumb else None
    ),
    "alias_of": lambda describer, document, context: describer.reference(context.source),
    "breadcrumb": _breadcrumb,
    "alternates": _alternates,
    "translation": _translation,
}
