"""What an image looks like to a reader: scaled copies for every width of screen."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from wagtail.images.models import AbstractImage, AbstractRendition

from site_core.published.links import ORIGIN

#: Widths in pixels; an image is never enlarged.
WIDTHS = (400, 800, 1200, 1600)
SIZES = "(min-width: 60rem) 44rem, 100vw"


#: Width in pixels of the blurred picture that stands in until the image is there.
PLACEHOLDER_WIDTH = 16


@dataclass(frozen=True)
class ImageSources:
    """An image in every width that a page may need: AVIF and WebP copies, and a fallback.

    A drawing (SVG) has one copy, itself, and none as AVIF.
    """

    image: AbstractImage
    alt: str
    fallback: AbstractRendition
    copies: tuple[AbstractRendition, ...]
    avif: tuple[AbstractRendition, ...] = ()
    sizes: str = SIZES

    def srcset(self) -> str:
        """The WebP copies, narrowest first, in the syntax of the HTML attribute."""
        return ", ".join(f"{copy.url} {copy.width}w" for copy in self.copies)

    def avif_srcset(self) -> str:
        """The AVIF copies likewise; empty for a drawing."""
        return ", ".join(f"{copy.url} {copy.width}w" for copy in self.avif)


def responsive_sources(image: AbstractImage, alt: str) -> ImageSources | None:
    """Return the copies of an image, made where they do not exist; ``None`` where its file is lost."""
    if image.is_svg():
        fallback, webp, avif = "original", ["original"], []
    else:
        fallback = "width-1200"
        webp, avif = (
            [f"width-{width}|format-{kind}" for width in WIDTHS] for kind in ("webp", "avif")
        )
    try:
        renditions = image.get_renditions(*webp, *avif, fallback)  # one query
    except (OSError, ValueError):
        return None

    def narrowest_first(wanted: list[str]) -> tuple[AbstractRendition, ...]:
        by_width = {renditions[name].width: renditions[name] for name in wanted}
        return tuple(by_width[width] for width in sorted(by_width))

    return ImageSources(
        image=image,
        alt=alt,
        fallback=renditions[fallback],
        copies=narrowest_first(webp),
        avif=narrowest_first(avif),
    )


def _srcset(copies: Iterable[AbstractRendition]) -> str:
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


def _placeholder(image: AbstractImage) -> str | None:
    """A tiny copy as a ``data:`` URL, to be blurred and stretched until the image is there."""
    if image.is_svg():
        return None
    copy = image.get_rendition(f"width-{PLACEHOLDER_WIDTH}|format-webp|webpquality-40")

    def read() -> str:
        with copy.file.open("rb") as file:
            return f"data:image/webp;base64,{base64.b64encode(file.read()).decode()}"

    # A list of images would otherwise open as many files, which may be far away.
    return cache.get_or_set(f"image-placeholder:{copy.file.name}", read, timeout=None)


def _with_origin(url: str) -> str:
    return ORIGIN + url if url.startswith("/") else url


def represent_image(image: AbstractImage | None, alt: str) -> dict[str, Any] | None:
    """An image as plain values; lengths are pixels, the focal point is a share of width and height."""
    copies = responsive_sources(image, alt) if image else None
    if image is None or copies is None:
        return None
    try:
        sources, placeholder = _sources(copies), _placeholder(image)
    except (OSError, ValueError):  # copies are there, and the file that they were made from is lost
        sources, placeholder = [], None
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
        "sources": sources,
        "placeholder": placeholder,
        "focal_point": focal_point,
        "credit": getattr(image, "credit", ""),
    }
