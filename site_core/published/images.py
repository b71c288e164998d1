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
class ResponsiveImage:
    """An image in every width that a page may need: WebP copies and a fallback."""

    image: AbstractImage
    alt: str
    fallback: AbstractRendition
    copies: tuple[AbstractRendition, ...]
    sizes: str = SIZES

    def srcset(self, origin: str = "") -> str:
        """The WebP copies, narrowest first, in the syntax of the HTML attribute."""
        return ", ".join(f"{origin}{copy.url} {copy.width}w" for copy in self.copies)


def responsive(image: AbstractImage, alt: str) -> ResponsiveImage | None:
    """Return the copies of an image, made where they do not exist; ``None`` where its file is lost."""
    if image.is_svg():
        fallback, wanted = "original", ["original"]
    else:
        fallback, wanted = "width-1200", [f"width-{width}|format-webp" for width in WIDTHS]
    try:
        renditions = image.get_renditions(*wanted, fallback)
    except (OSError, ValueError):
        return None
    copies = {
        renditions[specification].width: renditions[specification] for specification in wanted
    }
    return ResponsiveImage(
        image=image,
        alt=alt,
        fallback=renditions[fallback],
        copies=tuple(copies[width] for width in sorted(copies)),
    )


def _srcset(copies: Iterable[AbstractRendition]) -> str:
    by_width = {copy.width: copy.url for copy in copies}
    return ", ".join(f"{_with_origin(by_width[width])} {width}w" for width in sorted(by_width))


def _sources(copies: ResponsiveImage) -> list[dict[str, str]]:
    """What a ``<picture>`` offers a browser: a type and its ``srcset``, the smallest files first."""
    image = copies.image
    if image.is_svg():
        return []
    avif = image.get_renditions(*(f"width-{width}|format-avif" for width in WIDTHS))
    return [
        {"type": "image/avif", "srcset": _srcset(avif.values())},
        {"type": "image/webp", "srcset": _srcset(copies.copies)},
    ]


def _placeholder(image: AbstractImage) -> str | None:
    """A tiny copy as a ``data:`` address, to be blurred and stretched until the image is there."""
    if image.is_svg():
        return None
    copy = image.get_rendition(f"width-{PLACEHOLDER_WIDTH}|format-webp|webpquality-40")

    def read() -> str:
        with copy.file.open("rb") as file:
            return f"data:image/webp;base64,{base64.b64encode(file.read()).decode()}"

    # A list of images would otherwise open as many files, which may be far away.
    return cache.get_or_set(f"image-placeholder:{copy.file.name}", read, timeout=None)


def _with_origin(address: str) -> str:
    return ORIGIN + address if address.startswith("/") else address


def represent(image: AbstractImage | None, alt: str) -> dict[str, Any] | None:
    """An image as plain values; lengths are pixels, the focal point is a share of width and height."""
    copies = responsive(image, alt) if image else None
    if image is None or copies is None:
        return None
    try:
        sources, placeholder = _sources(copies), _placeholder(image)
    except (OSError, ValueError):  # copies are there, and the file that they were made from is lost
        sources, placeholder = [], None
    focal_point = None
    if image.has_focal_point():
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
