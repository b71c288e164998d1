"""What search engines and other sites are told about a page in the head of its document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page

from site_core.delivery import generation
from site_core.languages.variants import DEFAULT_VARIANT, Variant
from site_core.pages.base import BasePage
from site_core.published import images, links
from site_core.published.documents import Alternate, PageContext
from site_core.published.models import PublishedDocument
from site_core.site_settings.models import SiteSettings


@dataclass(frozen=True)
class AlternateURL:
    """One published variant of a page by its whole URL, for ``<link rel="alternate">``."""

    hreflang: str
    url: str


@dataclass(frozen=True)
class PageMetadata:
    """What search engines and other sites are told about a page."""

    title: str
    description: str
    canonical: str
    alternates: Sequence[AlternateURL]
    #: Language and country of this page, and of its counterparts, for the Open Graph protocol.
    locale: str
    other_locales: Sequence[str]
    image: AbstractRendition | None
    image_url: str
    #: What the image shows, in the language of the page; empty where nobody has said it.
    image_alternative_text: str
    is_for_search_engines: bool


def absolute_urls(request: HttpRequest) -> Callable[[str], str]:
    """Makes whole URLs of paths, by the Wagtail site: what a client calls the host is the client's word."""
    site = generation.remember_site(request)
    origin = site.root_url if site is not None else ""
    return lambda path: origin + path if path.startswith("/") else path


def _alternate_urls(
    request: HttpRequest, alternates: Sequence[Alternate], below: str
) -> list[AlternateURL]:
    absolute = absolute_urls(request)
    urls = [
        AlternateURL(alternate.variant.tag, absolute(alternate.path + below))
        for alternate in alternates
    ]
    default = next((item for item in urls if item.hreflang == DEFAULT_VARIANT.tag), None)
    if default is not None:
        urls.append(AlternateURL("x-default", default.url))
    return urls


def _other_locales(page_context: PageContext) -> list[str]:
    """Language and country of each counterpart; both scripts of Serbian have the same."""
    found = (item.variant.open_graph_locale for item in page_context.alternates)
    return sorted(set(found) - {page_context.variant.open_graph_locale})


def _social_image(page: Page, request: HttpRequest) -> AbstractImage | None:
    image: AbstractImage | None = page.get_social_image() if isinstance(page, BasePage) else None
    return image or SiteSettings.for_request(request).default_social_image


def _social_rendition(
    image: AbstractImage | None, request: HttpRequest
) -> AbstractRendition | None:
    if image is None:
        return None
    key = "social image", image.pk
    return generation.remembered(request, key, lambda: images.social_copy(image))


def _alternative_text(page: Page, image: AbstractImage | None, variant: Variant) -> str:
    """What the editor of the page says of its image, or the library does, whose words are English."""
    if image is None:
        return ""
    if isinstance(page, BasePage) and page.get_lead_image() == image:
        return page.get_lead_image_text()
    return str(image.description) if variant == DEFAULT_VARIANT else ""


def _source_path(page: Page, request: HttpRequest, variant: Variant) -> str | None:
    """Where the page is that a page is an alias of; ``None`` where it is none, or that is not public."""
    if page.alias_of_id is None:
        return None
    here = PublishedDocument.objects.public().filter(site=generation.site(request).id)
    document = here.filter(page=page.alias_of_id).first()
    return links.path_in_variant(document, variant) if document else None


def of_page(
    page: Page,
    request: HttpRequest,
    page_context: PageContext,
    query: str = "",
    title: str = "",
) -> PageMetadata:
    """The metadata of a page. ``query`` is the part of its address that tells parts of a list apart.

    ``title`` is that of an address below the page's own which it answers itself (``routed_below``).
    """
    own = next(
        (item for item in page_context.alternates if item.variant == page_context.variant), None
    )
    lead = page.get_lead() if isinstance(page, BasePage) else ""
    absolute = absolute_urls(request)
    image = _social_image(page, request)
    copy = _social_rendition(image, request)
    source = _source_path(page, request, page_context.variant)
    place = source or (own.path if own else "")
    below = page.routed_below if isinstance(page, BasePage) else ""
    return PageMetadata(
        title=title or page.seo_title or page.title,
        description=" ".join((page.search_description or lead).split()),
        canonical=absolute((f"{place}{below}" if place else request.path) + query),
        # A further part of a list need not be one in another language, and of an alias the original has them.
        alternates=[]
        if query or source
        else _alternate_urls(request, page_context.alternates, below),
        locale=page_context.variant.open_graph_locale,
        other_locales=_other_locales(page_context),
        image=copy,
        image_url=absolute(copy.url) if copy else "",
        image_alternative_text=_alternative_text(page, image, page_context.variant) if copy else "",
        is_for_search_engines=own is not None and not getattr(request, "is_preview", False),
    )
