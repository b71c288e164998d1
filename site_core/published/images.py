"""What an image looks like to a reader: scaled copies for every width of screen."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from site_core.published.links import ORIGIN
from site_core.published.models import RenditionJob

#: Widths in pixels; an image is never enlarged.
WIDTHS = (400, 800, 1200, 1600)
SIZES = "(min-width: 60rem) 44rem, 100vw"
#: Filters of the scaled copies, in the syntax of Wagtail's ``image`` tag.
FORMATS = ("webp", "avif")
WEBP, AVIF = (tuple(f"width-{width}|format-{kind}" for width in WIDTHS) for kind in FORMATS)
FALLBACK_WIDTH = 1200
FALLBACK = f"width-{FALLBACK_WIDTH}"
#: The blurred picture that stands in until the image is there.
PLACEHOLDER = "width-16|format-webp|webpquality-40"
#: What stands for a page where it is shared, in the size that the Open Graph protocol asks for.
SOCIAL = "fill-1200x630|format-jpeg"
ALL_COPIES = (*WEBP, *AVIF, FALLBACK, PLACEHOLDER, SOCIAL)


def existing_copies(image: AbstractImage, *filters: str) -> dict[str, AbstractRendition]:
    """Filter → copy, for those of the scaled copies that exist: one query. None is made."""
    found = image.find_existing_renditions(*(Filter(spec) for spec in filters))
    return {wanted.spec: copy for wanted, copy in found.items()}


def social_copy(image: AbstractImage) -> AbstractRendition | None:
    """The copy that stands for a page where it is shared; ``None`` for a drawing, or while it is not made."""
    return None if image.is_svg() else existing_copies(image, SOCIAL).get(SOCIAL)


def represent_image(image: AbstractImage | None, alt: str) -> dict[str, Any] | None:
    """An image as plain values; lengths are pixels, the focal point is a share of width and height.

    A drawing (SVG) has no copies. A new picture has none until the worker has made them
    (``site_core.published.renditions``), and is shown as it was uploaded. ``None`` where the worker has found
    that the file is lost or cannot be read.
    """
    if image is None:
        return None
    found = {} if image.is_svg() else existing_copies(image, *WEBP, *AVIF, FALLBACK, PLACEHOLDER)
    fallback = found.get(FALLBACK)
    if fallback is None and _is_unreadable(image):
        return None
    avif, webp = (_srcset(found[name] for name in names if name in found) for names in (AVIF, WEBP))
    source = fallback or image.file
    return {
        "id": image.pk,
        "src": _with_origin(source.url),
        "srcset": webp,
        "sizes": SIZES,
        "width": fallback.width if fallback else image.width,
        "height": fallback.height if fallback else image.height,
        "alt": alt,
        # What a ``<picture>`` offers a browser, the smallest files first.
        "sources": [
            {"type": f"image/{kind}", "srcset": srcset}
            for kind, srcset in (("avif", avif), ("webp", webp))
            if srcset
        ],
        "placeholder": _placeholder(found.get(PLACEHOLDER)),
        "focal_point": _focal_point(image),
        "credit": getattr(image, "credit", ""),
    }


def url_of_copy(image: AbstractImage, width: int, kind: str) -> str | None:
    """Where a scaled copy is; where the image itself is, for a drawing and while the copy is not made.

    ``None`` where the worker has found that the file is lost or cannot be read. None is made.
    """
    spec = f"width-{width}|format-{kind}"
    copy = None if image.is_svg() else existing_copies(image, spec).get(spec)
    if copy is None and _is_unreadable(image):
        return None
    return _with_origin((copy or image.file).url)


def in_representation(value: Any) -> dict[int, dict[str, Any]]:
    """Image id → image as ``represent_image`` has made it, of all that stand in a page's representation."""
    if isinstance(value, dict):
        if "srcset" in value and "sources" in value:
            return {value["id"]: value}
        value = value.values()
    elif not isinstance(value, list):
        return {}
    return {key: image for part in value for key, image in in_representation(part).items()}


def on_the_site(represented: dict[str, Any]) -> dict[str, Any]:
    """An image as plain values with the URLs of its copies as a page of the site writes them."""
    return {
        **represented,
        "src": represented["src"].removeprefix(ORIGIN),
        "sources": [
            {**source, "srcset": source["srcset"].replace(ORIGIN, "")}
            for source in represented["sources"]
        ],
    }


def _is_unreadable(image: AbstractImage) -> bool:
    return RenditionJob.objects.filter(image_id=image.pk, failures__gt=0).exists()


def _srcset(copies: Iterable[AbstractRendition]) -> str:
    """The copies, narrowest first, in the syntax of the HTML attribute."""
    by_width = {copy.width: copy.url for copy in copies}
    return ", ".join(f"{_with_origin(by_width[width])} {width}w" for width in sorted(by_width))


def _placeholder(copy: AbstractRendition | None) -> str | None:
    """A tiny copy as a ``data:`` URL, to be blurred and stretched until the image is there."""
    if copy is None:
        return None

    def read() -> str:
        with copy.file.open("rb") as file:
            return f"data:image/webp;base64,{base64.b64encode(file.read()).decode()}"

    # A list of images would otherwise open as many files, which may be far away.
    try:
        return cache.get_or_set(f"image-placeholder:{copy.file.name}", read, timeout=None)
    except OSError:
        return None


def _focal_point(image: AbstractImage) -> dict[str, float] | None:
    if image.focal_point_x is None or image.focal_point_y is None:
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }


def _with_origin(url: str) -> str:
    return ORIGIN + url if url.startswith("/") else url
