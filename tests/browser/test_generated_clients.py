"""Typed clients and validators, made from the API's own description by others' generators: they read
the reference page, and take every answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import missing
from tests.browser.test_reading import REFERENCE
from tests.support.commands import ROOT

pytestmark = pytest.mark.browser

SOURCES = ROOT / "tests" / "clients"
NO_NODE = "The TypeScript client was not tried: install Node.js and npm, and run make environment."


def run(*command: str, folder: Path, **environment: str) -> str:
    ended = subprocess.run(  # noqa: S603 - our own command lines
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def answer(address: str) -> Any:
    with urllib.request.urlopen(address) as response:  # noqa: S310 - our own server
        return json.load(response)


@pytest.fixture
def description(base_url: str, tmp_path: Path) -> Path:
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(answer(f"{base_url}/api/v2/openapi.json")))
    return path


def expected(base_url: str, variant: str) -> dict[str, Any]:
    """What a client has to print of the reference page, read from the API without one."""
    page = answer(f"{base_url}/api/v2/resolve/?path={REFERENCE[variant]}")["page"]
    points = [point["value"] for point in page["key_points"]]
    return {
        "title": page["title"],
        "breadcrumb": [item["title"] for item in page["breadcrumb"]],
        "statements": [point["statement"] for point in points],
        "dates": [point["date"]["value"] for point in points if point["date"]],
        "blocks": [block["type"] for block in page["body"]],
        "forms": [alternate["tag"] for alternate in page["alternates"]],
        "problem": "not_found",
    }


def test_a_python_client(base_url: str, description: Path, tmp_path: Path) -> None:
    tools = Path(sys.executable).parent
    run(
        str(tools / "openapi-python-client"),
        *("generate", "--path", str(description), "--output-path", "client", "--fail-on-warning"),
        folder=tmp_path,
        PATH=f"{tools}{os.pathsep}{os.environ['PATH']}",  # its formatter stands beside it
    )
    client = tmp_path / "client"
    shutil.copy(SOURCES / "read.py", client)

    run(str(tools / "mypy"), "--strict", "--config-file=", "read.py", folder=client)
    for variant in REFERENCE:
        printed = run(sys.executable, "read.py", base_url, REFERENCE[variant], folder=client)
        assert json.loads(printed) == expected(base_url, variant)


def typescript_in(folder: Path, program: str) -> Path:
    """Put a program and its packages into a folder; return where the tools are."""
    tools = SOURCES / "node_modules" / ".bin"
    if shutil.which("node") is None or not tools.exists():
        missing(NO_NODE)
    configuration = json.loads((SOURCES / "tsconfig.json").read_text()) | {"files": [program]}
    (folder / "tsconfig.json").write_text(json.dumps(configuration))
    for name in ("package.json", program):
        shutil.copy(SOURCES / name, folder)
    (folder / "node_modules").symlink_to(SOURCES / "node_modules")
    return tools


#: What an operation's answer is called by the generator of validators → requests of it.
ANSWERS = {
    "zListPagesResponse": (
        "pages/?limit=100",
        "pages/?fields=*&limit=100",
        "pages/?fields=_,title",
    ),
    "zGetPageResponse": ("pages/{page}/", "pages/{page}/?fields=_,title,breadcrumb"),
    "zResolveResponse": ("resolve/?path=/sr/", "resolve/?path=/en/&fields=_,title"),
    "zListImagesResponse": ("images/?fields=*",),
    "zListDocumentsResponse": ("documents/?fields=*",),
    "zListRedirectsResponse": ("redirects/?fields=*",),
    "zListOfficesResponse": ("offices/?fields=*",),
    "zGetNavigationResponse": ("navigation/?depth=3",),
    "zSearchResponse": ("search/?q=nato",),
    "zListEventsResponse": ("events/?limit=100",),
    "zListChangesResponse": ("changes/?since=&limit=1000",),
}
WITHOUT_VARIANTS = ("zListImagesResponse", "zListDocumentsResponse", "zListRedirectsResponse")


def answers(base_url: str) -> Iterator[str]:
    """A name and a path for each answer of the demo, in each variant where it has them."""
    pages = [item["id"] for item in answer(f"{base_url}/api/v2/pages/?limit=100")["items"]]
    for name, paths in ANSWERS.items():
        for path in paths:
            filled = [path.format(page=page) for page in pages] if "{page}" in path else [path]
            for one in filled:
                yield f"{name}=/api/v2/{one}"
                if name not in (*WITHOUT_VARIANTS, "zListChangesResponse", "zGetPageResponse"):
                    for tag in ("sr", "sr-Latn"):
                        yield f"{name}=/api/v2/{one}&locale={tag}"
    yield "zListPagesResponse=/api/v2/pages/?fields=*&locale=sr-Latn&fallback=en"
    yield "zListPagesResponse=/api/v2/pages/?fields=*&limit=100&rich_text_format=markdown"


def test_a_typescript_validator(base_url: str, description: Path, tmp_path: Path) -> None:
    tools = typescript_in(tmp_path, "validate.ts")
    run(
        *(str(tools / "openapi-ts"), "--input", str(description), "--output", "validators"),
        *("--plugins", "zod", "--no-log-file"),
        folder=tmp_path,
    )
    shutil.copy(tmp_path / "validators" / "zod.gen.ts", tmp_path)
    run(str(tools / "tsc"), folder=tmp_path)

    printed = run("node", "compiled/validate.js", base_url, *answers(base_url), folder=tmp_path)
    assert json.loads(printed) == []
    wrong = "zListEventsResponse=/api/v2/navigation/"
    assert (
        len(json.loads(run("node", "compiled/validate.js", base_url, wrong, folder=tmp_path))) == 1
    )


@pytest.mark.parametrize(
    "command",
    [
        ("spectral", "lint", "--fail-severity", "hint", "--ruleset", "spectral.yaml"),
        ("redocly", "lint", "--config", "redocly.yaml", "--max-problems", "200"),
    ],
    ids=lambda command: command[0],
)
def test_the_description_breaks_no_rule(
    description: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    tool, *arguments = command
    tools = typescript_in(tmp_path, "read.ts")
    for name in ("spectral.yaml", "redocly.yaml"):
        shutil.copy(SOURCES / name, tmp_path)

    environment = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    run(str(tools / tool), *arguments, str(description), folder=tmp_path, **environment)


def test_a_typescript_client(base_url: str, description: Path, tmp_path: Path) -> None:
    tools = typescript_in(tmp_path, "read.ts")

    run(str(tools / "openapi-typescript"), str(description), "-o", "api.d.ts", folder=tmp_path)
    run(str(tools / "tsc"), folder=tmp_path)
    for variant in REFERENCE:
        printed = run("node", "compiled/read.js", base_url, REFERENCE[variant], folder=tmp_path)
        assert json.loads(printed) == expected(base_url, variant)
