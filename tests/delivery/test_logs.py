"""What stands in the log: a name for each request, and what people did in the admin."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest
from django.test import Client

from relations.models import ArticlePage
from site_core.delivery import request_ids
from site_core.delivery.json_logs import JSONFormatter
from site_core.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("url", ["/en/", "/en/nothing/", "/api/v2/pages/", "/api/v2/nothing/"])
def test_every_response_names_its_request(client: Client, article: ArticlePage, url: str) -> None:
    first, second = client.get(url), client.get(url)
    assert len({first["X-Request-ID"], second["X-Request-ID"]}) == 2


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("a3f1c2d4e5", True),
        ("short", False),
        ("x" * 65, False),
        ("two words", False),
        ("a\nb12345678", False),
    ],
)
def test_the_name_that_a_proxy_gave_is_kept(client: Client, given: str, is_taken: bool) -> None:
    response = client.get("/en/nothing/", headers={"x-request-id": given})
    assert (response["X-Request-ID"] == given) is is_taken


def record(message: str, *arguments: Any, exc_info: Any = None) -> logging.LogRecord:
    found = logging.LogRecord("liaison", logging.ERROR, "file", 1, message, arguments, exc_info)
    request_ids.RequestIDFilter().filter(found)
    return found


def test_a_line_of_json_has_all_of_it() -> None:
    token = request_ids.current.set("a3f1c2d4e5")
    try:
        raise ValueError("„лоше“")
    except ValueError:
        line = JSONFormatter().format(record("%s\nfailed", "Реч", exc_info=sys.exc_info()))
    finally:
        request_ids.current.reset(token)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["message"], told["request_id"], told["level"]) == (
        "Реч\nfailed",
        "a3f1c2d4e5",
        "ERROR",
    )
    assert "ValueError: „лоше“" in told["traceback"]
    assert json.loads(JSONFormatter().format(record("later")))["request_id"] == "-"


def test_the_history_stands_in_the_log(
    client: Client, article: ArticlePage, caplog: pytest.LogCaptureFixture
) -> None:
    user = User.objects.create_superuser("editor", "editor@example.org", "password")
    client.force_login(user)
    with caplog.at_level(logging.INFO, "liaison.audit"):
        client.post(f"/admin/pages/{article.pk}/unpublish/")
    assert (
        f"audit action=wagtail.unpublish user={user.pk} object=relations.articlepage:{article.pk} "
        "title='Mission'" in caplog.messages
    )
