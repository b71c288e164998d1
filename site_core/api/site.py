"""``/site/``: what an app needs before its first page: name, pictures, variants, footer, versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from django.conf import settings
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from site_core import prefixes
from site_core.api.endpoint import Endpoint
from site_core.api.locale import known_variant
from site_core.api.navigation import NavigationLink, entry
from site_core.api.operations import Operation
from site_core.api.parameters import LOCALE, refuse_unknown_parameters
from site_core.delivery import generation
from site_core.languages.variants import DEFAULT_VARIANT, LOCALE_CODES, VARIANTS, Variant
from site_core.published.documents import in_footer, in_tree_order, with_footer
from site_core.published.images import represent_image
from site_core.published.json_schema import Shape, Tag, Url
from site_core.published.links import ORIGIN, api_url, path_in_variant
from site_core.published.models import PublishedDocument
from site_core.published.shapes import Image
from site_core.site_settings.models import SiteSettings


class SiteVariant(Shape):
    """A variant in which the site can be read, with its home page. `name` is the variant's, in itself."""

    tag: Tag
    locale: str
    name: str
    id: int
    title: str
    html_url: Url
    detail_url: Url


class ApiVersion(Shape):
    """A version of the API that is mounted. A preview can change at any time."""

    name: str
    status: Literal["stable", "preview"]
    url: Url
    description_url: Url | None


class SiteDescription(Shape):
    """The site as a whole. `name` is the title of its home page, in the variant of the answer."""

    name: str
    html_url: Url
    locale: Tag
    logo: Image | None
    default_social_image: Image | None
    variants: list[SiteVariant]
    footer: list[NavigationLink]
    api: list[ApiVersion]


class SiteAPIViewSet(Endpoint, BaseAPIViewSet):
    """The site that is asked. ``locale`` is a locale or a variant (``en`` unless given)."""

    model = Site
    name = "site"
    operation = Operation(
        "get_site",
        "Retrieve the site: name, pictures, variants, footer, versions of the API",
        (LOCALE,),
        SiteDescription,
    )
    answer_variant: Variant | None = None

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "site_view"}), name="listing")]

    def site_view(self, request: Request) -> Response:
        """Answer with the site: at most seven queries, and one from then on until something changes."""
        refuse_unknown_parameters(request, self.operation.known_names)
        variant = known_variant(request) or DEFAULT_VARIANT
        site_id = generation.site(request).id
        key = ("site description", site_id, variant.code)
        response = Response(
            generation.remembered(request, key, lambda: _described(site_id, variant))
        )
        self.answer_variant = variant
        response["Content-Language"] = variant.tag
        return response


def _described(site_id: int | None, variant: Variant) -> dict[str, Any]:
    homes = PublishedDocument.objects.public().filter(
        site=site_id, path__in=[f"/{code}/" for code in LOCALE_CODES]
    )
    found = list(with_footer(homes))
    home_of = {item.locale: item for item in found if item.path == f"/{item.locale}/"}
    own = home_of.get(variant.locale_code)
    site = Site.objects.filter(pk=site_id or 0).first()
    pictures = (
        SiteSettings.objects.filter(site=site_id)
        .select_related("logo", "default_social_image")
        .first()
    )
    social, logo = (pictures.default_social_image, pictures.logo) if pictures else (None, None)
    return {
        "name": own.title if own else (site.site_name if site else ""),
        "html_url": f"{ORIGIN}/{variant.code}/",
        "locale": variant.tag,
        "logo": represent_image(logo, logo.default_alt_text) if logo else None,
        "default_social_image": represent_image(social, social.default_alt_text)
        if social
        else None,
        "variants": [
            _variant(item, home)
            for item in VARIANTS
            if (home := home_of.get(item.locale_code)) is not None
        ],
        "footer": [
            entry(item) for item in in_footer(in_tree_order(found, variant.locale_code, site_id))
        ],
        "api": list(_versions()),
    }


def _variant(variant: Variant, home: PublishedDocument) -> dict[str, Any]:
    """A variant by its home page; whoever carries a tag of its own is left in its own words."""
    query = "" if variant.is_authored else f"?locale={variant.tag}"
    return {
        "tag": variant.tag,
        "locale": variant.locale_code,
        "name": variant.native_name,
        "id": home.page_id,
        "title": variant.render(home.title),
        "html_url": ORIGIN + path_in_variant(home, variant),
        "detail_url": api_url(home.page_id) + query,
    }


def _versions() -> Iterator[dict[str, Any]]:
    stable = ORIGIN + prefixes.API
    yield {
        "name": "v2",
        "status": "stable",
        "url": stable,
        "description_url": f"{stable}openapi.json",
    }
    if settings.API_V3_PREVIEW:
        url = ORIGIN + prefixes.API_V3
        yield {"name": "v3", "status": "preview", "url": url, "description_url": None}
