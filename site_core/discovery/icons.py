"""Icons at the addresses where browsers and telephones look for them unasked, and the web manifest."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from site_core.delivery import generation
from site_core.languages.variants import variant_for_code
from site_core.published.documents import site_context

FOLDER = Path(__file__).resolve().parents[1] / "static" / "site_core" / "images"
#: File name → media type.
AT_THE_ROOT = {"favicon.ico": "image/vnd.microsoft.icon", "apple-touch-icon.png": "image/png"}
#: Side in pixels.
SIZES = (192, 512)
#: The band at the head of every page.
COLOUR = "#0e2f57"


@cache
def _content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@require_safe
def icon(request: HttpRequest, name: str) -> HttpResponse:
    """An icon whose address is fixed, and which may be kept for a day."""
    response = HttpResponse(_content(name), content_type=AT_THE_ROOT[name])
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What the site is called and looks like on a home screen (W3C, Web Application Manifest)."""
    variant = variant_for_code(get_language())
    context = site_context(variant, generation.remember_site(request))
    name = context.home.title if context.home else ""
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "lang": variant.tag,
            "start_url": f"/{variant.code}/",
            "scope": "/",
            "display": "browser",
            "theme_color": COLOUR,
            "background_color": COLOUR,
            "icons": [
                {
                    "src": static(f"site_core/images/icon-{side}.png"),
                    "sizes": f"{side}x{side}",
                    "type": "image/png",
                    "purpose": "any maskable",
                }
                for side in SIZES
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
