"""What the public templates ask for beyond Wagtail's and Django's own tags.

``{% load liaison %}`` gives regions of plugins, the main menu, the language switch, the metadata of the
document head and responsive images. Everything here reads methods that the API reads too.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.widgets import Media
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from site_core.blocks import text
from site_core.blocks.references import PageLinksValue
from site_core.delivery import frames, generation, responses
from site_core.discovery import metadata, schema_org
from site_core.discovery.metadata import PageMetadata
from site_core.languages.dates import PartialDate
from site_core.languages.marks import html_for_readers
from site_core.languages.names import in_locale
from site_core.languages.variants import (
    VARIANTS,
    Variant,
    authored_variant,
    variant_for_code,
)
from site_core.pages.base import BasePage
from site_core.plugins import regions
from site_core.plugins.config import REGIONS
from site_core.published import images, links
from site_core.published.documents import PageContext, PageLink
from site_core.published.models import PublishedDocument

register = template.Library()

#: Of the picture of a card: beside its text, or above it on a telephone.
CARD_SIZES = "(min-width: 40rem) 15rem, 100vw"
_IN_SCRIPT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


# Regions


@register.simple_tag(takes_context=True)
def region(context: Context, name: str) -> SafeString:
    """The HTML of every component that plugins put into the region of this name, in order.

    A component that fails is left out, and the response is not kept for long.
    """
    rendered = [component.render(context) for component in regions.components(name)]
    request: HttpRequest | None = context.get("request")
    if request is not None and None in rendered:
        responses.note_incomplete(request)
    return format_html_join("\n", "{}", ((html,) for html in rendered if html is not None))


@register.simple_tag
def region_media(*names: str) -> SafeString:
    """The style sheets and scripts that the components of these regions ask for, each once.

    Without names those of all regions.
    """
    return _media(
        tuple(component for name in names or REGIONS for component in regions.components(name))
    )


@lru_cache(maxsize=100)
def _media(components: tuple[regions.RegionComponent, ...]) -> SafeString:
    found = (component.media() for component in components)
    media = sum((item for item in found if item is not None), Media())
    return mark_safe(media.render())  # noqa: S308 - as Django does with them


# Where the reader is


@register.simple_tag
def variant(locale_code: str | None = None) -> Variant:
    """The variant that is being read, or, given the code of a locale, the variant it is authored in."""
    if locale_code:
        return authored_variant(locale_code)
    return variant_for_code(get_language())


@register.simple_tag(takes_context=True)
def page_frame(context: Context) -> PageContext:
    """Where the page stands; for what shows no page, the home page, the menu and the footer of the site."""
    known: PageContext | None = context.get("page_context")
    request: HttpRequest | None = context.get("request")
    if known is not None or request is None:
        return known or PageContext()
    site = generation.remember_site(request)
    return frames.frame(request, variant_for_code(get_language()), site)


@dataclass(frozen=True)
class MenuItem:
    """An entry of the main menu; ``current`` is the value of its ``aria-current``, or empty."""

    link: PageLink
    current: str


@register.simple_tag(takes_context=True)
def menu_items(context: Context) -> list[MenuItem]:
    """The main menu, with the page that is read and the section that it stands in marked."""
    page_context: PageContext = context.get("page_context") or PageContext()
    page: Page | None = context.get("page")
    above = {link.id for link in page_context.breadcrumb}

    def current(link: PageLink) -> str:
        if page is not None and link.id == page.pk:
            return "page"
        return "true" if link.id in above else ""

    return [MenuItem(link, current(link)) for link in page_context.menu]


@dataclass(frozen=True)
class SwitchEntry:
    """One variant in the language switch, and where it leads: to the home page where the page is not there.

    ``path`` is empty where there is no home page in that language either.
    """

    variant: Variant
    path: str
    is_current: bool
    is_available: bool


def _under_prefix(path: str, variant: Variant) -> str:
    """The same path below the prefix of another variant; the variant's home page where there is no prefix."""
    prefix, _, below = path.lstrip("/").partition("/")
    known = {other.code for other in VARIANTS}
    return f"/{variant.code}/{below}" if prefix.lower() in known else f"/{variant.code}/"


def _below(page: Page | None) -> str:
    """What of the address is below the page's own, where the page answers that itself."""
    return page.routed_below if isinstance(page, BasePage) else ""


def _available_paths(context: Context) -> dict[str, str]:
    page_context: PageContext = context.get("page_context") or PageContext()
    below = _below(context.get("page"))
    found = {
        alternate.variant.code: alternate.path + below for alternate in page_context.alternates
    }
    found.update({variant.code: path for variant, _, path in context.get("elsewhere") or ()})
    return found


def _home_locales(context: Context) -> frozenset[str]:
    """Codes of the locales in which there is a home page."""
    page_context: PageContext = context.get("page_context") or PageContext()
    request: HttpRequest | None = context.get("request")
    if page_context.home_locales or request is None:
        return page_context.home_locales
    site = generation.remember_site(request)
    return frames.frame(request, variant_for_code(get_language()), site).home_locales


@register.simple_tag(takes_context=True)
def language_switch_entries(context: Context, in_every_variant: bool = False) -> list[SwitchEntry]:
    """Every variant of the site and where the switch leads to from here.

    ``in_every_variant`` is for what has no page behind it and is there in all variants, such as the search.
    """
    request: HttpRequest | None = context.get("request")
    path = request.path if request is not None else "/"
    query = f"?{urlencode(request.GET, doseq=True)}" if request is not None and request.GET else ""
    current = variant_for_code(get_language())
    available = _available_paths(context)
    entries = []
    for variant in VARIANTS:
        leads_to = available.get(variant.code)
        if in_every_variant:
            leads_to = _under_prefix(path, variant) + query
        elif leads_to is None and variant == current:
            leads_to = path
        is_available = leads_to is not None
        if leads_to is None:
            has_home = variant.locale_code in _home_locales(context)
            leads_to = f"/{variant.code}/" if has_home else ""
        entries.append(SwitchEntry(variant, leads_to, variant == current, is_available))
    return entries


@register.simple_tag(takes_context=True)
def absent_languages(context: Context) -> list[str]:
    """In which languages the site can be read and this page cannot: “in Serbian”."""
    absent = [entry for entry in language_switch_entries(context) if not entry.is_available]
    codes = dict.fromkeys(entry.variant.locale_code for entry in absent if entry.path)
    return [in_locale(code) for code in codes]


# The document head


@register.simple_tag(takes_context=True)
def page_metadata(context: Context) -> PageMetadata | None:
    """The metadata of the page that is read; ``None`` where no page stands behind the response."""
    page: Page | None = context.get("page")
    request: HttpRequest | None = context.get("request")
    if page is None or request is None:
        return None
    page_context: PageContext = context.get("page_context") or PageContext()
    return metadata.of_page(
        page,
        request,
        page_context,
        str(context.get("canonical_query") or ""),
        str(context.get("route_title") or ""),
    )


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> SafeString:
    """What the page is, for search engines (JSON-LD, schema.org); empty where no page stands behind."""
    page: Page | None = context.get("page")
    request: HttpRequest | None = context.get("request")
    page_context: PageContext = context.get("page_context") or PageContext()
    if not isinstance(page, BasePage) or request is None or page_context.home is None:
        return SafeString("")
    found: PageMetadata | None = context.get("metadata")
    absolute = metadata.absolute_urls(request)
    graph = schema_org.graph(page, page_context, absolute, found.image_url if found else "")
    script = json.dumps(
        {"@context": schema_org.VOCABULARY, "@graph": graph},
        cls=DjangoJSONEncoder,
        ensure_ascii=False,  # so that it is converted into Latin with the rest of the page
    )
    # As Django's ``json_script`` does: nothing in it ends the element.
    return mark_safe(script.translate(_IN_SCRIPT))  # noqa: S308


# Content


@register.inclusion_tag("components/responsive_image.html", takes_context=True)
def responsive_image(
    context: Context,
    image: AbstractImage | None,
    alternative_text: str | None = "",
    sizes: str = "",
    is_first: bool = False,
) -> dict[str, Any]:
    """An image in every width that a screen may need; nothing where its file is lost.

    ``sizes`` is the HTML attribute, by default that of the text column. ``is_first`` is for an image
    that readers see without scrolling: it is not loaded lazily. The copies are those that the published
    document of the page names; for a page without one they are looked up.
    """
    page = context.get("page")
    known = page.represented_images if isinstance(page, BasePage) else {}
    represented = None
    if image is not None:
        represented = known.get(image.pk) or images.represent_image(image, "")
    return {
        "image": images.on_the_site(represented) if represented else None,
        "alt": alternative_text or "",
        "sizes": sizes or images.SIZES,
        "is_first": is_first,
    }


@register.inclusion_tag("components/responsive_image.html")
def card_image(represented: dict[str, Any], sizes: str = CARD_SIZES) -> dict[str, Any]:
    """The picture of a card (``PageCard.image``). The title beside it says what there is to say."""
    return {"image": images.on_the_site(represented), "alt": "", "sizes": sizes, "is_first": False}


@register.simple_tag
def page_links_for(value: PageLinksValue, page: Page | None) -> list[PageLink]:
    """What a page links block offers to a reader of ``page``."""
    return value.links_for(page) if page else []


@register.filter
def marked_for_readers(html: str) -> SafeString:
    """Rich text with what editors marked in it as readers get it. Wagtail has made it safe."""
    return mark_safe(html_for_readers(html))  # noqa: S308 - Wagtail's own template says the same


@register.filter
def heading_anchor(block_id: str | None) -> str:
    """The fragment of the permanent URL of the heading with this id."""
    return text.heading_anchor(block_id)


@register.filter
def path_in_variant(document: PublishedDocument, variant: Variant) -> str:
    """The URL path of a published document in the reader's variant."""
    return links.path_in_variant(document, variant)


@register.filter
def reviewed_on(document: PublishedDocument) -> datetime.date | None:
    """The day on which somebody last checked a page, where that is known."""
    written = document.representation.get("last_reviewed")
    return datetime.date.fromisoformat(written) if written else None


@register.filter
def written_date(day: datetime.date | None) -> PartialDate | None:
    """A calendar day, or that of a moment, that prints as people write it in the active language."""
    if isinstance(day, datetime.datetime):
        day = timezone.localtime(day).date()
    return PartialDate(day.year, day.month, day.day) if day else None
