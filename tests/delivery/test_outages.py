"""Redis and the database fail: nobody waits, what is kept is read on, and nothing has to be restarted."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.cache import CacheHandler
from django.core.cache.backends.redis import RedisCache
from django.db import OperationalError, connection
from django.test import Client
from redis.exceptions import RedisError

from home.models import HomePage
from relations.models import ArticlePage
from site_core.delivery import breakers, database, redis_cache, throttling
from site_core.delivery.database import reason_of
from site_core.published import reading
from tests.support.commands import manage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(breakers, "PAUSE", 0.05)
    yield
    database.breaker.close()


def wait_until(condition: Any) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until, "it did not happen within a minute"
        time.sleep(0.02)


class TestBreaker:
    def test_asks_until_the_server_is_back(self) -> None:
        answers = iter([ConnectionError("down"), ConnectionError("down"), None])
        asked = []

        def ask() -> None:
            asked.append(1)
            answer = next(answers)
            if answer is not None:
                raise answer

        breaker = breakers.Breaker("A server", ask)
        breaker.trip(ConnectionError("down"))
        breaker.trip(ConnectionError("down again"))
        assert breaker.is_open
        wait_until(lambda: not breaker.is_open)
        assert len(asked) == 3


class Redis:
    """A Redis of its own, which can be stopped."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self, *options: str) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("redis-server is not installed")
        self.process = subprocess.Popen(  # noqa: S603 - started by this test alone
            [program, "--port", str(self.port), "--dir", str(self.folder), *options],
            stdout=subprocess.DEVNULL,
        )
        client = redis_cache.server(self.url).client

        def answers() -> bool:
            try:
                return bool(client.ping())
            except RedisError:
                return False

        wait_until(answers)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    yield server
    redis_cache.server(server.url).breaker.close()
    if server.process.poll() is None:
        server.process.kill()
        server.process.wait(10)


def cache_in(url: str) -> Any:
    backend = "site_core.delivery.redis_cache.PatientRedisCache"
    return CacheHandler({"default": {"BACKEND": backend, "LOCATION": url}})["default"]


class TestRedis:
    def test_down_it_finds_nothing_and_comes_back(self, redis: Redis) -> None:
        cache = cache_in(redis.url)
        cache.set("name", "value")
        redis.stop()

        assert cache.get("name", "default") == "default"
        cache.set("name", "new")
        assert cache.add("other", 1) is True
        assert cache.get_many(["name"]) == {}
        assert cache.set_many({"name": 1}) == ["name"]
        assert cache.touch("name") is False
        assert cache.has_key("name") is False
        assert cache.get_or_set("name", "made") == "made"
        cache.delete_many(["name"])
        cache.clear()
        with pytest.raises(ValueError, match="does not answer"):
            cache.incr("number")

        redis.start()
        wait_until(lambda: not cache.server.breaker.is_open)
        cache.set("name", "again")
        assert cache.get("name") == "again"

    def test_what_was_deleted_meanwhile_does_not_come_back(self, redis: Redis) -> None:
        cache = cache_in(redis.url)
        cache.set("deleted", "old")
        cache.set("left", "old")
        # It is still there, and only this process cannot reach it.
        with mock.patch.object(
            redis_cache.server(redis.url).client, "ping", side_effect=RedisError
        ):
            cache.server.breaker.trip(ConnectionError("a broken cable"))
            cache.delete("deleted")
            assert cache.get("left") is None
        wait_until(lambda: not cache.server.breaker.is_open)
        assert (cache.get("deleted"), cache.get("left")) == (None, "old")

    def test_full_it_still_reads(self, redis: Redis) -> None:
        cache = cache_in(redis.url)
        cache.set("name", "value")
        redis_cache.server(redis.url).client.config_set("maxmemory", "1")
        cache.set("more", "x" * 1000)
        assert cache.get("more") is None
        assert cache.get("name") == "value"
        assert not cache.server.breaker.is_open

    def test_one_that_hangs_is_waited_for_once(self, redis: Redis) -> None:
        cache = cache_in(redis.url)
        redis_cache.server(redis.url).client.execute_command("CLIENT", "PAUSE", "2000", "ALL")
        with mock.patch.object(
            RedisCache, "get", autospec=True, side_effect=RedisCache.get
        ) as asked:
            for _ in range(50):
                assert cache.get("name") is None
        assert asked.call_count == 1
        wait_until(lambda: not cache.server.breaker.is_open)

    def test_requests_are_counted_by_the_process_meanwhile(
        self, redis: Redis, settings: Any
    ) -> None:
        settings.REDIS_URL = redis.url
        assert [throttling.count("a", "test", 2, 3600).used for _ in range(2)] == [1, 2]
        redis.stop()
        counts = [throttling.count("a", "test", 2, 3600) for _ in range(3)]
        assert [found.is_exceeded for found in counts] == [False, False, True]


class TestDatabase:
    @pytest.fixture(autouse=True)
    def keeping(self, settings: Any) -> None:
        settings.KEEP_RESPONSES = True

    @pytest.fixture
    def away(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        """Call it to take the database away."""

        def take_away() -> None:
            error = OperationalError("connection refused")
            monkeypatch.setattr(database.breaker, "_ask", mock.Mock(side_effect=error))
            database.breaker.trip(error)

        return take_away

    def test_readers_go_on_reading_what_is_kept(
        self, client: Client, article: ArticlePage, away: Any, django_assert_num_queries: Any
    ) -> None:
        page = article.get_url()
        api = f"/api/v2/pages/{article.pk}/"
        fresh = {url: client.get(url).content for url in (page, api)}
        away()
        with django_assert_num_queries(0):
            for url, content in fresh.items():
                stale = client.get(url)
                assert (stale.status_code, stale.content) == (200, content)
                assert stale["Cache-Status"] == "liaison; hit; detail=stale"
                assert stale["Cache-Control"] == "no-cache"

    @pytest.mark.parametrize(
        "url", ["/en/not-kept/", "/sr/", "/admin/", "/documents/1/a.pdf", "/sitemap.xml"]
    )
    def test_the_rest_is_told_when_to_ask_again(
        self, client: Client, away: Any, url: str, django_assert_num_queries: Any
    ) -> None:
        away()
        with django_assert_num_queries(0):
            response = client.get(url)
        assert (response.status_code, response["Retry-After"]) == (503, "5")
        assert response["Cache-Control"] == "no-store"
        for title in ("The site is not ready", "Сајт тренутно", "Sajt trenutno"):
            assert title in response.content.decode()

    @pytest.mark.parametrize("url", ["/en/", "/api/v2/pages/"])
    def test_what_another_process_made_is_read_on_where_it_was_given(
        self, client: Client, home: HomePage, away: Any, url: str
    ) -> None:
        """Each client here has a handler of its own, as each process has; they share the cache."""
        content = client.get(url).content
        other = Client()
        assert other.get(url).content == content
        away()

        stale = other.get(url)
        assert (stale.status_code, stale.content) == (200, content)

    def test_the_api_has_a_problem(self, client: Client, away: Any) -> None:
        away()
        response = client.get("/api/v2/pages/")
        assert (response.status_code, response["Retry-After"]) == (503, "5")
        assert json.loads(response.content)["code"] == "unavailable"

    def test_the_first_failure_is_noticed_wherever_it_happens(
        self, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = Client(raise_request_exception=False)
        error = OperationalError("server closed the connection unexpectedly")
        monkeypatch.setattr(database.breaker, "_ask", mock.Mock(side_effect=error))
        monkeypatch.setattr(database, "_is_about_the_connection", lambda error: True)
        with mock.patch.object(reading, "deepest", side_effect=error):
            response = client.get(article.get_url())
        assert response.status_code == 503
        assert database.breaker.is_open

    def test_a_fault_of_the_database_itself_is_not_its_absence(self) -> None:
        database.is_away(OperationalError("database is locked"))
        assert not database.breaker.is_open


class TestCommands:
    """A command that finds no database says so in one line, and shows no password."""

    @pytest.mark.parametrize(
        ("address", "sentence"),
        [
            (
                "postgres://liaison:secret@127.0.0.1:1/site",
                "The database site at 127.0.0.1:1 cannot be reached: ",
            ),
            (
                "sqlite:////nowhere/site.sqlite3",
                "The database /nowhere/site.sqlite3 cannot be reached: ",
            ),
        ],
    )
    def test_one_line(self, tmp_path: Path, address: str, sentence: str) -> None:
        for command in ("migrate", "worker"):
            options = ("--once",) if command == "worker" else ()
            ended = manage(command, *options, data_dir=tmp_path, DATABASE_URL=address)
            lines = [line for line in ended.stderr.splitlines() if line.startswith("manage.py: ")]
            assert ended.returncode == 1
            assert lines == ended.stderr.splitlines()[-1:]
            assert lines[0].startswith(f"manage.py: {sentence}")
            assert lines[0].endswith(". Start it, or name another in DATABASE_URL.")
            assert "secret" not in ended.stderr
            assert "Traceback" not in ended.stderr

    def test_the_traceback_is_there_for_who_asks(self, tmp_path: Path) -> None:
        ended = manage(
            "migrate", "--traceback", data_dir=tmp_path, DATABASE_URL="postgres://127.0.0.1:1/site"
        )
        assert "Traceback" in ended.stderr

    def test_another_fault_is_no_absence(self, db: None) -> None:
        assert reason_of(OperationalError("database is locked")) is None
        assert reason_of(ValueError("unable to open")) is None


class TestHealth:
    def test_live_touches_nothing(self, client: Client, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(0):
            response = client.get("/-/live", headers={"host": "anything.example"})
        assert (response.status_code, response.content) == (200, b"live\n")
        assert response["Cache-Control"] == "no-store"

    def test_ready_asks_the_database(self, client: Client) -> None:
        with mock.patch.object(connection, "close"):  # which holds the test's transaction
            assert client.get("/-/ready").status_code == 200
            with mock.patch.object(connection, "cursor", side_effect=OperationalError("down")):
                assert client.get("/-/ready").status_code == 503

    def test_anything_else_is_named(self, client: Client) -> None:
        assert client.get("/-/other").status_code == 404
