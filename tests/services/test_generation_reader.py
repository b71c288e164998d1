"""The connections that are kept for reading the generation."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from home.models import HomePage
from site_core.delivery import database, generation_reader
from site_core.delivery.generation_reader import GenerationReader
from site_core.published import reading

pytestmark = pytest.mark.usefixtures("served_site")
_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def reader() -> Iterator[GenerationReader]:
    found = GenerationReader()
    yield found
    found.close()


def ask(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_reads_each_change(reader: GenerationReader) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    for _ in range(3):
        before = reader.read()
        home.save_revision().publish()
        after = reader.read()
        assert before is not None
        assert after is not None
        assert before < after == reading.generation()


def test_keeps_one_connection_for_one_who_asks(reader: GenerationReader) -> None:
    before = ask(f"SELECT count(*) {_OTHERS}")
    for _ in range(5):
        reader.read()
    assert ask(f"SELECT count(*) {_OTHERS}") == before + 1


def test_serves_many_threads(reader: GenerationReader) -> None:
    found: list[int | None] = []

    def read() -> None:
        found.extend(reader.read() for _ in range(50))
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [reading.generation()] * 200


def test_a_connection_that_is_cut_is_replaced(reader: GenerationReader) -> None:
    number = reader.read()
    ask(f"SELECT count(pg_terminate_backend(pid)) {_OTHERS}")
    assert reader.read() is None
    assert reader.read() == number


def test_nobody_waits_twice_for_a_database_that_is_not_there(
    reader: GenerationReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = OperationalError("connection refused")
    monkeypatch.setattr(generation_reader, "_Connection", mock.Mock(side_effect=error))
    monkeypatch.setattr(database.breaker, "_ask", mock.Mock(side_effect=error))
    connection.close()
    try:
        assert reader.read() is None
        assert database.breaker.is_open
    finally:
        database.breaker.close()


def test_leaves_a_page_whose_time_is_over_to_others(reader: GenerationReader) -> None:
    assert reader.read() is not None
    home = HomePage.objects.get(locale__language_code="en")
    HomePage.objects.filter(pk=home.pk).update(
        expire_at=timezone.now() - datetime.timedelta(seconds=1)
    )
    assert reader.read() is None
    HomePage.objects.filter(pk=home.pk).update(
        expire_at=timezone.now() + datetime.timedelta(hours=1)
    )
    assert reader.read() == reading.generation()
