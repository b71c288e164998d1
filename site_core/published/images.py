"""What an image looks like to a reader: scaled copies for every width of screen."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from site_core.published.links import ORIGIN
from site_core.published.models import RenditionJob

#: Widths in pixels; an image is never enlarged.
WIDTHS = (400, 800, 1200, 1600)
SIZES = "(min-width: 60rem) 44rem, 100vw"
#: Filters of the scaled copies, in the syntax of Wagtail's ``image`` tag.
WEBP, AVIF = (
    tuple(f"width-{width}|format-{kind}" for width in WIDTHS) for kind in ("webp", "avif")
)
FALLBACK = "width-1200"
#: The blurred picture that stands in until the image is there.
PLACEHOLDER = "width-16|format-webp|webpquality-40"
#: What stands for a page where it is shared, in the size that the Open Graph protocol asks for.
SOCIAL = "fill-1200x630|format-jpeg"
ALL_COPIES = (*WEBP, *AVIF, FALLBACK, PLACEHOLDER, SOCIAL)


@dataclass(frozen=True)
class Original:
    """The file of an image itself, where no scaled copy of it exists: a drawing, or a new picture."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class ImageSources:
    """An image in every width that a page may need: AVIF and WebP copies, and a fallback.

    A drawing (SVG) has one copy, itself, and none as AVIF. A new picture has none until the worker has
    made them (``site_core.published.renditions``).
    """

    image: AbstractImage
    alt: str
    fallback: AbstractRendition | Original
    copies: tuple[AbstractRendition | Original, ...] = ()
    avif: tuple[AbstractRendition, ...] = ()
    placeholder: AbstractRendition | None = None
    sizes: str = SIZES

    def srcset(self) -> str:
        """The WebP copies, narrowest first, in the syntax of the HTML attribute."""
        return ", ".join(f"{copy.url} {copy.width}w" for copy in self.copies)

    def avif_srcset(self) -> str:
        """The AVIF copies likewise; empty for a drawing."""
        return ", ".join(f"{copy.url} {copy.width}w" for copy in self.avif)


def existing_copies(image: AbstractImage, *filters: str) -> dict[str, AbstractRendition]:
    """Filter → copy, for those of the scaled copies that exist: one query. None is made."""
    found = image.find_existing_renditions(*(Filter(spec) for spec in filters))
    return {wanted.spec: copy for wanted, copy in found.items()}


def responsive_sources(image: AbstractImage, alt: str) -> ImageSources | None:
    """Return the copies of an image that exist; ``None`` where its file is lost or cannot be read."""
    original = Original(image.file.url, image.width, image.height)
    if image.is_svg():
        return ImageSources(image, alt, original, (original,))
    found = existing_copies(image, *WEBP, *AVIF, FALLBACK, PLACEHOLDER)
    if (
        FALLBACK not in found
        and RenditionJob.objects.filter(image_id=image.pk, failures__gt=0).exists()
    ):
        return None

    def narrowest_first(wanted: Iterable[str]) -> tuple[AbstractRendition, ...]:
        by_width = {found[name].width: found[name] for name in wanted if name in found}
        return tuple(by_width[width] for width in sorted(by_width))

    return ImageSources(
        image=image,
        alt=alt,
        fallback=found.get(FALLBACK, original),
        copies=narrowest_first(WEBP),
        avif=narrowest_first(AVIF),
        placeholder=found.get(PLACEHOLDER),
    )


def social_copy(image: AbstractImage) -> AbstractRendition | None:
    """The copy that stands for a page where it is shared; ``None`` for a drawing, or while it is not made."""
    return None if image.is_svg() else existing_copies(image, SOCIAL).get(SOCIAL)


def _srcset(copies: Iterable[AbstractRendition | Original]) -> str:
    by_width = {copy.width: copy.url for copy in copies}
    return ", ".join(f"{_with_origin(by_width[width])} {width}w" for width in sorted(by_width))


def _sources(copies: ImageSources) -> list[dict[str, str]]:
    """What a ``<picture>`` offers a browser: a type and its ``srcset``, the smallest files first."""
    if not copies.avif:
        return []
    return [
        {"type": "image/avif", "srcset": _srcset(copies.avif)},
        {"type": "image/webp", "srcset": _srcset(copies.copies)},
    ]


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


def _with_origin(url: str) -> str:
    return ORIGIN + url if url.startswith("/") else url


def represent_image(image: AbstractImage | None, alt: str) -> dict[str, Any] | None:
    """An image as plain values; lengths are pixels, the focal point is a share of width and height."""
    copies = responsive_sources(image, alt) if image else None
    if image is None or copies is None:
        return None
    focal_point = None
    if image.focal_point_x is not None and image.focal_point_y is not None:
        focal_point = {
            "x": round(image.focal_point_x / image.width, 4),
            "y": round(image.focal_point_y / image.height, 4),
        }
    return {
        "id": image.pk,
        "src": _with_origin(copies.fallback.url),
        "srcset": _srcset(copies.copies),
        "sizes": copies.sizes,
        "width": copies.fallback.width,
        "height": copies.fallback.height,
        "alt": copies.alt,
        "sources": _sources(copies),
        "placeholder": _placeholder(copies.placeholder),
        "focal_point": focal_point,
        "credit": getattr(image, "credit", ""),
    }
