"""Scaled copies of an image by parameters: those that the worker makes, and none for the asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from home.models import HomePage
from relations.models import SectionPage
from site_core.models import SiteImage
from site_core.published.images import FORMATS, WIDTHS
from tests.support.factories import SiteImageFactory, scaled_image, showing

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(home: HomePage, section: SectionPage) -> SiteImage:
    """An image of which there are copies, and that a page shows."""
    made = scaled_image()
    showing(made, section)
    return made


def ask(client: Client, image: SiteImage, query: str = "") -> Any:
    return client.get(f"/api/v2/images/{image.pk}/file/?{query}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", FORMATS)
def test_leads_to_the_copy(client: Client, image: SiteImage, width: int, kind: str) -> None:
    response = ask(client, image, f"width={width}&format={kind}")
    assert response.status_code == 302
    copy = image.renditions.get(filter_spec=f"width-{width}|format-{kind}")
    assert response["Location"] == f"http://localhost{copy.url}"
    assert response["ETag"]


def test_without_parameters(client: Client, image: SiteImage) -> None:
    copy = image.renditions.get(filter_spec="width-1200|format-webp")
    assert ask(client, image)["Location"] == f"http://localhost{copy.url}"


@pytest.mark.parametrize(
    "query", ["width=401", "width=0", "width=x", "format=gif", "height=10", "format=json"]
)
def test_nothing_else_is_made(client: Client, image: SiteImage, query: str) -> None:
    before = image.renditions.count()
    assert ask(client, image, query).status_code == 400
    assert image.renditions.count() == before


def test_a_new_picture_is_given_as_it_is(
    client: Client,
    home: HomePage,
    section: SectionPage,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    image = SiteImageFactory()
    showing(image, section)
    ask(client, image)
    with django_assert_max_num_queries(6):
        response = ask(client, image, "width=400")
    assert response["Location"] == f"http://localhost{image.file.url}"
    assert image.renditions.count() == 0


def test_what_no_page_shows_is_not_given(client: Client, home: HomePage) -> None:
    assert ask(client, scaled_image()).status_code == 404
