"""Shapes of what pages and blocks refer to, as the API serves them.

Their values are made in ``images``, ``files``, ``links`` and ``site_core.languages.dates``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from site_core.published.json_schema import Shape, Url


class ImageSource(Shape):
    """What a `<source>` of a `<picture>` takes."""

    type: str
    srcset: str


class FocalPoint(Shape):
    """The middle of what matters in an image, as shares of its width and height."""

    x: float
    y: float


class Image(Shape):
    """An image, ready for an `<img>`. An empty `alt` means that it is decorative."""

    id: int
    src: Url
    srcset: str
    sizes: str
    width: int
    height: int
    alt: str
    sources: list[ImageSource]
    placeholder: str | None
    focal_point: FocalPoint | None
    credit: str


class Document(Shape):
    """A file to download. `size` is in bytes."""

    id: int
    title: str
    url: Url
    file_extension: str
    size: int | None
    language: str | None


class PageReference(Shape):
    """A public page, in the language of the page that refers to it where there is one."""

    id: int
    type: str
    title: str
    locale: str
    html_url: Url
    detail_url: Url


class PartialDate(Shape):
    """A date as exact as it is known (ISO 8601, reduced precision)."""

    value: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    precision: Literal["year", "month", "day"]
