"""A Markdown twin of each page, and ``/llms.txt``: the site as text for machines that read text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from site_core.api.markdown import from_html
from site_core.discovery.listing import (
    address,
    asked_site,
    current_variant,
    public_pages,
    section_at,
)
from site_core.languages.dates import PartialDate
from site_core.languages.variants import DEFAULT_VARIANT, VARIANTS, Variant
from site_core.published.links import ORIGIN, is_rich_text
from site_core.published.models import PublishedDocument
from site_core.search.highlighting import summary

MARKDOWN = "text/markdown"
CONTENT_TYPE = f"{MARKDOWN}; charset=utf-8"
_SIGNS = re.compile(r"([\\`*_\[\]<>#])")


def plain(text: Any) -> str:
    """Plain text with what would be a sign of Markdown escaped."""
    return _SIGNS.sub(r"\\\1", " ".join(str(text or "").split()))


@require_safe
def twin(request: HttpRequest, path: str) -> HttpResponse:
    """A page as Markdown."""
    site, variant = asked_site(request), current_variant()
    return as_markdown(site, variant, section_at(site, variant, path))


def as_markdown(site: Site, variant: Variant, document: PublishedDocument) -> HttpResponse:
    """The answer with the Markdown of a public page, in a variant."""
    text = "\n\n".join(filter(None, _page(site, variant, document))) + "\n"
    authored = f"{ORIGIN}/{document.locale}/"
    text = text.replace(authored, f"{ORIGIN}/{variant.code}/").replace(ORIGIN, site.root_url)
    response = HttpResponse(text, content_type=CONTENT_TYPE)
    response["Link"] = f'<{address(site, document, variant)}>; rel="canonical"'
    patch_vary_headers(response, ["Accept"])
    return response


def is_asked(request: HttpRequest) -> bool:
    """Whether a request would rather have Markdown than HTML."""
    return request.get_preferred_type(["text/html", MARKDOWN]) == MARKDOWN


def _page(site: Site, variant: Variant, document: PublishedDocument) -> Iterator[str]:
    own = document.representation
    yield f"# {plain(document.title)}"
    yield plain(own.get("lead"))
    if own.get("key_points"):
        yield f"## {gettext('Key points')}"
        yield "\n".join(_key_point(point["value"]) for point in own["key_points"])
    for block in own.get("body") or ():
        yield _block(block["type"], block["value"])
    known = {"lead", "key_points", "body"}
    for name, value in own.items():
        if name not in known and isinstance(value, str) and is_rich_text(value):
            yield from_html(value)
    for entry in own.get("contact_offices") or ():
        yield _office(entry.get("office"))
    children = public_pages(site, variant).filter(
        tree_path__startswith=document.tree_path, depth=document.depth + 1
    )
    yield "\n".join(
        f"- [{plain(child.title)}]({ORIGIN}{child.path}): {plain(summary(child))}"
        for child in children.defer("search_text").order_by("tree_path")
    )
    yield "\n".join(_reference(entry.get("page")) for entry in own.get("related_pages") or ())


def _key_point(value: dict[str, Any]) -> str:
    date = value.get("date")
    parts = [int(part) for part in date["value"].split("-")] if date else []
    when = f"**{PartialDate(*parts).display()}** – " if parts else ""
    detail = from_html(value.get("detail") or "").replace("\n", "\n  ")
    return f"- {when}{plain(value['statement'])}" + (f"\n\n  {detail}" if detail else "")


def _reference(page: dict[str, Any] | None) -> str:
    return f"- [{plain(page['title'])}]({page['html_url']})" if page else ""


def _office(office: dict[str, Any] | None) -> str:
    if not office:
        return ""
    names = ("name", "unit", "street", "building")
    lines = [f"**{plain(office['name'])}**", *(plain(office[name]) for name in names[1:])]
    lines.append(plain(f"{office['postal_code']} {office['city']}, {office['country']}"))
    lines += [plain(line) for line in office["hours"].splitlines()]
    lines += [plain(channel["value"]) for channel in office["channels"]]
    return "  \n".join(filter(None, lines))


def _table(value: dict[str, Any]) -> str:
    def row(cells: list[str]) -> str:
        texts = (from_html(cell) if is_rich_text(cell) else plain(cell) for cell in cells)
        return (
            "| " + " | ".join(" ".join(text.split()).replace("|", "\\|") for text in texts) + " |"
        )

    rows = [row(value["columns"]), "|" + " --- |" * len(value["columns"])]
    return "\n".join([f"**{plain(value['caption'])}**", "", *rows, *map(row, value["rows"])])


def _quote(value: dict[str, Any]) -> str:
    return f"> {plain(value['text'])}\n>\n> — {plain(value['source'])}"


_BLOCKS: dict[str, Callable[[Any], str]] = {
    "heading": lambda value: f"{'#' * int(value['level'] or 2)} {plain(value['text'])}",
    "paragraph": from_html,
    "image": lambda value: (
        f"![{plain(value['image']['alt'])}]({value['image']['src']})" if value["image"] else ""
    ),
    "quote": _quote,
    "table": _table,
    "document": lambda value: (
        f"[{plain(value['title'] or value['document']['title'])}]({value['document']['url']})"
        if value["document"]
        else ""
    ),
    "callout": lambda value: "\n".join(
        f"> {line}"
        for line in f"**{plain(value['title'])}**\n\n{from_html(value['text'])}".splitlines()
    ),
    "video": lambda value: (
        f"[{plain(value['title'])}]({value['url']})\n\n{from_html(value['transcript'])}"
    ),
    "page_links": lambda value: "\n".join(map(_reference, value["pages"])),
    "office_card": lambda value: _office(value["office"]),
}


def _block(kind: str, value: Any) -> str:
    """A block as Markdown; of a plugin's block the rich text that it is, or nothing."""
    known = _BLOCKS.get(kind)
    if known is not None:
        return known(value)
    return from_html(value) if isinstance(value, str) and is_rich_text(value) else ""


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """``/llms.txt``: what the site is, and where its pages are as Markdown (llmstxt.org)."""
    site = asked_site(request)
    lines: list[str] = []
    for variant in VARIANTS:
        if not variant.is_authored:
            continue
        pages = list(public_pages(site, variant).defer("search_text").order_by("tree_path"))
        for page in pages:
            entry = f"[{plain(page.title)}]({address(site, page, variant)}index.md)"
            if page.depth > pages[0].depth:
                lines.append(f"- {entry}: {plain(summary(page))}")
            elif variant == DEFAULT_VARIANT:
                lines += [f"# {plain(page.title)}", "", f"> {plain(summary(page))}", ""]
                lines += [
                    "Each page in English and in Serbian; `/sr-latn/` gives Serbian in Latin script. "
                    f"The same as JSON: {site.root_url}/api/v2/openapi.json",
                    "",
                    f"## {variant.native_name}",
                    "",
                    f"- {entry}",
                ]
            else:
                lines += ["", f"## {variant.native_name}", "", f"- {entry}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
