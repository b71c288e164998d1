"""What the plugin promises besides."""

from datetime import date

import pytest
from django.test import Client
from site_core.testing import translated
from wagtail.models import Site

from @name@.models import @Name@Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> @Name@Page:
    """A published page about a day of 2025."""
    home = Site.objects.get(is_default_site=True).root_page.specific
    page = @Name@Page(title="An opening", slug="an-opening", day=date(2025, 3, 4))
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_the_day_is_shown(client: Client, entry: @Name@Page) -> None:
    shown = client.get("/en/an-opening/").content.decode()
    assert '<time datetime="2025-03-04">' in shown


def test_the_endpoint_is_filtered_by_year(client: Client, entry: @Name@Page) -> None:
    for year, found in ((2024, 0), (2025, 1)):
        listed = client.get("/api/v2/@dashed@/", {"year": year}).json()
        assert listed["meta"]["total_count"] == found


def test_a_year_that_is_none_is_refused_with_a_sentence(client: Client) -> None:
    refused = client.get("/api/v2/@dashed@/?year=soon")
    assert refused.status_code == 400
    assert refused.json()["parameter"] == "year"


def test_the_newest_are_on_the_home_page_in_each_variant(client: Client, entry: @Name@Page) -> None:
    assert "Newest texts" in client.get("/en/").content.decode()
    translated(entry)
    assert "Најновији текстови" in client.get("/sr/").content.decode()
    assert "Najnoviji tekstovi" in client.get("/sr-latn/").content.decode()
