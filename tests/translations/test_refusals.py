"""Whoever is refused gets the sentence, whatever door they came through."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse
from django.test import RequestFactory

from site_core.translations.middleware import RefusalMiddleware
from site_core.translations.refusal import PublishingRefused

SENTENCE = "“Мисија” was not published: 1 text still needs translating (Lead). The draft is kept."
HERE = "http://testserver/admin/pages/7/edit/"


def answer(**headers: str) -> tuple[Any, list[str]]:
    """What a view answers that ends in a refusal, and the messages that the editor sees next."""
    request: Any = RequestFactory(headers=headers).post("/admin/pages/7/edit/")
    request.session = {}
    request._messages = FallbackStorage(request)
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(request, PublishingRefused(SENTENCE))
    return response, [str(message) for message in get_messages(request)]


def test_an_editor_is_led_back_with_the_sentence() -> None:
    response, messages = answer(referer=HERE, accept="text/html,*/*")
    assert (response.status_code, response["Location"]) == (302, HERE)
    assert messages == [SENTENCE]


@pytest.mark.parametrize("referer", ["", "https://example.org/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(referer: str) -> None:
    response, messages = answer(referer=referer, accept="text/html,*/*")
    assert response["Location"] == "/admin/"
    assert messages == [SENTENCE]


@pytest.mark.parametrize(
    "headers", [{"accept": "application/json"}, {"x-requested-with": "XMLHttpRequest"}]
)
def test_a_script_gets_it_as_json(headers: dict[str, str]) -> None:
    response, messages = answer(**headers)
    assert (response.status_code, json.loads(response.content)) == (409, {"detail": SENTENCE})
    assert messages == []


def test_other_errors_are_none_of_its_business() -> None:
    request = RequestFactory().get("/admin/")
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(request, ValueError("other")) is None
