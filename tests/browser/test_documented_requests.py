"""Every request that the API's documentation prints, asked of the demo, and every answer beside it."""

from __future__ import annotations

import json
import re
import shlex
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.commands import ROOT

pytestmark = pytest.mark.browser

HOST = "http://localhost:8000"
PAGES = sorted((ROOT / "docs" / "api").glob("*.md"))
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
#: Stands for what the documentation leaves out.
LEFT_OUT = "…"


@dataclass(frozen=True)
class Printed:
    """A request as it is printed."""

    url: str
    headers: tuple[tuple[str, str], ...]


def requests() -> list[Printed]:
    found = []
    for text in TEXTS.values():
        for line in re.findall(r"^curl .+$", text, re.MULTILINE):
            words = shlex.split(line)
            headers = [
                tuple(words[place + 1].split(": ", 1))
                for place, word in enumerate(words)
                if word == "-H"
            ]
            url = next(word for word in words if word.startswith(HOST))
            if LEFT_OUT not in url:  # a token is everybody's own
                found.append(Printed(url, tuple(headers)))  # type: ignore[arg-type]
    return found


def answers() -> list[tuple[str, dict[str, Any]]]:
    """The printed pages, or parts of them, each with the URL of its detail."""
    blocks = [
        json.loads(block)
        for text in TEXTS.values()
        for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    ]
    whole = [
        (block["meta"]["detail_url"], block)
        for block in blocks
        if "detail_url" in block.get("meta", {})
    ]
    parts = [block for block in blocks if "meta" not in block and "alternates" in block]
    return [*whole, *((block["alternates"][0]["detail_url"], block) for block in parts)]


def ask(url: str, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    request = urllib.request.Request(url, headers=headers or {})  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310 - our own server
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, None


@pytest.mark.parametrize("printed", requests(), ids=lambda printed: printed.url.removeprefix(HOST))
def test_a_printed_request_is_answered(base_url: str, printed: Printed) -> None:
    status, answer = ask(printed.url.replace(HOST, base_url), dict(printed.headers))
    assert status == 200
    if "items" in answer:
        assert answer["items"], "it finds nothing"


def test_there_are_some() -> None:
    assert len(requests()) > 12
    assert answers()


def differences(printed: Any, given: Any, path: str, base_url: str) -> list[str]:
    """Where an answer is not as printed, but for what is left out."""
    if isinstance(given, str):
        given = given.replace(base_url, HOST)
    if isinstance(printed, str) and LEFT_OUT in printed:
        parts = [re.escape(part) for part in printed.split(LEFT_OUT)]
        is_right = isinstance(given, (dict, list)) or re.fullmatch(
            ".*".join(parts), str(given), re.DOTALL
        )
        return [] if is_right else [f"{path}: {printed!r}, not {given!r}"]
    if isinstance(printed, dict) and isinstance(given, dict):
        missing = [f"{path}.{key} is not there" for key in printed if key not in given]
        further = [f"{path}.{key} is not printed" for key in given if key not in printed]
        inside = [
            difference
            for key in printed
            if key in given
            for difference in differences(printed[key], given[key], f"{path}.{key}", base_url)
        ]
        return [*missing, *further, *inside]
    if isinstance(printed, list) and isinstance(given, list):
        if printed and printed[-1] == LEFT_OUT:
            printed, given = printed[:-1], given[: len(printed) - 1]
        if len(printed) != len(given):
            return [f"{path}: {len(printed)} items are printed, {len(given)} given"]
        return [
            difference
            for place, (one, other) in enumerate(zip(printed, given, strict=True))
            for difference in differences(one, other, f"{path}[{place}]", base_url)
        ]
    return [] if printed == given else [f"{path}: {printed!r}, not {given!r}"]


@pytest.mark.parametrize(("url", "printed"), answers())
def test_a_printed_answer_is_given(base_url: str, url: str, printed: dict[str, Any]) -> None:
    status, answer = ask(url.replace(HOST, base_url))
    assert status == 200
    if "meta" not in printed:  # a part of it
        answer = {name: value for name, value in answer.items() if name in printed}
    assert differences(printed, answer, "page", base_url) == []
