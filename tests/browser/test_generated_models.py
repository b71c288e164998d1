"""Models that another generator makes of the API's description take every answer of the demo."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import ValidationError

pytestmark = pytest.mark.browser

PACKAGE = "liaison_models"


def answer(url: str) -> Any:
    with urllib.request.urlopen(url) as response:  # noqa: S310 - our own server
        return json.load(response)


@pytest.fixture(scope="module")
def models(base_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """Pydantic's classes by datamodel-code-generator."""
    folder = tmp_path_factory.mktemp("models")
    description = folder / "openapi.json"
    description.write_text(json.dumps(answer(f"{base_url}/api/v2/openapi.json")))
    ended = subprocess.run(  # noqa: S603 - our own command line
        [
            str(Path(sys.executable).parent / "datamodel-codegen"),
            *("--input", str(description), "--output", str(folder / PACKAGE)),
            *("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"),
            *("--openapi-scopes", "schemas", "paths", "--target-python-version", "3.12"),
            *("--formatters", "builtin"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    sys.path.insert(0, str(folder))
    yield importlib.import_module(f"{PACKAGE}._internal")
    sys.path.remove(str(folder))


LISTS = ["pages", "images", "documents", "redirects", "offices", "events"]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_taken(base_url: str, models: ModuleType, name: str) -> None:
    model = getattr(models, f"ApiV2{name.title()}GetResponse")
    found = 0
    for query in ("", "locale=sr", "locale=sr-Latn"):
        fields = "" if name == "events" else "fields=*&"
        taken = query if name in ("pages", "offices", "events") else ""
        given = answer(f"{base_url}/api/v2/{name}/?{fields}limit=100&{taken}")
        model.model_validate(given)
        found += len(given["items"])
    assert found or name in ("documents", "redirects")


def test_every_page_is_taken_by_its_own_model(base_url: str, models: ModuleType) -> None:
    seen = set()
    for query in ("limit=100", "limit=100&locale=sr-Latn", "limit=100&locale=sr-Latn&fallback=en"):
        for item in answer(f"{base_url}/api/v2/pages/?fields=*&{query}")["items"]:
            name = item["meta"]["type"].partition(".")[2]
            getattr(models, name).model_validate(item)
            seen.add(name)
    assert seen == {"HomePage", "SectionPage", "ArticlePage", "ContactPage"}


@pytest.mark.parametrize("variant", ["en", "sr", "sr-Latn"])
def test_the_others_are_taken(base_url: str, models: ModuleType, variant: str) -> None:
    home = "/en/" if variant == "en" else "/sr/"
    for model, path in (
        (models.ApiV2ResolveGetResponse, f"resolve/?path={home}"),
        (models.Navigation, f"navigation/?depth=3&locale={variant}"),
        (models.ApiV2SearchGetResponse, f"search/?q=nato&locale={variant}"),
        (models.Changes, "changes/?since="),
    ):
        model.model_validate(answer(f"{base_url}/api/v2/{path}"))


def test_a_wrong_answer_is_not_taken(base_url: str, models: ModuleType) -> None:
    given = answer(f"{base_url}/api/v2/pages/?fields=*&limit=1")
    given["items"][0]["meta"] = "nothing"
    with pytest.raises(ValidationError):
        models.ApiV2PagesGetResponse.model_validate(given)
