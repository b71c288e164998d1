"""Statements that PostgreSQL keeps prepared find what Django's cursors find."""

from __future__ import annotations

import os
import socket
from typing import Any

import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Site

from home.models import HomePage
from site_core.published import reading, statements
from site_core.published.outdated import OutdatedTranslation
from tests.support.factories import ArticlePageFactory, SectionPageFactory

pytestmark = pytest.mark.usefixtures("served_site")


@pytest.fixture
def pages() -> list[Any]:
    home = HomePage.objects.get(locale__language_code="en")
    section = SectionPageFactory(parent=home, slug="about", title="About")
    articles = [ArticlePageFactory(parent=section, lead=f"Lead {n} – љубав") for n in range(5)]
    serbian = home.copy_for_translation(Locale.objects.get(language_code="sr"))
    serbian.save_revision().publish()
    OutdatedTranslation.objects.create(page=serbian, source_changed_at=timezone.now())
    return [home, section, *articles, serbian]


def as_values(found: Any) -> Any:
    if isinstance(found, list):
        return [as_values(item) for item in found]
    if hasattr(found, "__dict__"):
        return {name: (type(v), v) for name, v in found.__dict__.items() if name != "_state"}
    return found


@pytest.mark.parametrize(
    "kind", ["listed", "by_ids", "by_id", "by_path", "named", "count", "generation"]
)
def test_both_ways_find_the_same(pages: list[Any], kind: str) -> None:
    site = Site.objects.get()
    ids = [page.pk for page in pages]
    ask = {
        "listed": lambda: reading.listed(reading.Selection(site.pk), 100, 0),
        "by_ids": lambda: reading.by_ids(ids[:5]),
        "by_id": lambda: reading.by_id(site.pk, ids[2]),
        "by_path": lambda: reading.by_path(site.pk, ["/en/nowhere/", "/en/about/"]),
        "named": lambda: sorted(
            reading.named([pages[1].path], [pages[0].translation_key], ids[3:6])
        ),
        "count": lambda: reading.count(reading.Selection(site.pk, locale="en")),
        "generation": reading.generation,
    }[kind]
    assert statements.are_prepared()
    prepared = [
        as_values(ask()) for _ in range(7)
    ]  # PostgreSQL may change its plan after the fifth
    with CaptureQueriesContext(connection) as queries:
        asked = as_values(ask())
    assert len(queries) == 1
    assert asked
    assert prepared == [asked] * 7


def test_a_transaction_sees_what_it_has_written(pages: list[Any]) -> None:
    with transaction.atomic():
        before = reading.generation()
        pages[0].save_revision().publish()
        assert reading.generation() > before


def test_what_a_database_refuses_is_djangos_error(pages: list[Any]) -> None:
    site = Site.objects.get()
    with pytest.raises(DataError):
        reading.by_id(site.pk, 2**70)
    with pytest.raises(DataError):
        reading.by_path(site.pk, ["/en/\x00/"])
    assert reading.by_id(site.pk, pages[0].pk) is not None


@pytest.mark.parametrize(
    ("count", "slots"), [(0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (8, 8), (20, 32)]
)
def test_lists_come_in_few_lengths(count: int, slots: int) -> None:
    values = list(range(count))
    assert statements.padded(values) == values + values[-1:] * (slots - count)


def test_a_server_that_is_gone_is_told_as_django_tells_it(pages: list[Any]) -> None:
    site = Site.objects.get()
    assert reading.by_id(site.pk, pages[0].pk) is not None
    with socket.socket(fileno=os.dup(connection.connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)

    with pytest.raises(OperationalError):
        reading.by_id(site.pk, pages[0].pk)
    connection.close()
    assert reading.by_id(site.pk, pages[0].pk) is not None
