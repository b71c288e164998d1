"""Our own clients: made, built as packages and installed from them, they read and mirror the demo."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clients import generate
from tests.browser.conftest import missing
from tests.browser.test_generated_clients import NO_NODE, SOURCES, answer, run
from tests.support.commands import ROOT

pytestmark = pytest.mark.browser

#: From docs/api/webhooks.md.
SECRET = "whsec_b25seSBhbiBleGFtcGxlLCAzMiBieXRlcyBsb25nLi4="
HEADERS = {
    "webhook-id": "msg_ping_1795548662",
    "webhook-timestamp": "1795548662",
    "webhook-signature": "v1,LQiCyJAxReKWx+L6qgXEXCOe8zCgopfpBX3SnZUwQw4=",
}
BODY = '{"type":"ping","timestamp":"2026-11-24T19:31:02Z","data":{}}'
NOW = 1795548662


@pytest.fixture(scope="module")
def made(base_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources from which the packages were built."""
    folder = tmp_path_factory.mktemp("clients")
    left_out = shutil.ignore_patterns("dist", "models.py", "api.ts", "node_modules")
    for name in ("python", "typescript"):
        shutil.copytree(ROOT / "clients" / name, folder / name, ignore=left_out)
    generate.generate(folder, generate.description(base_url))
    return folder


@pytest.fixture(scope="module")
def whole(base_url: str) -> dict[str, Any]:
    """Every page in every variant that it has, by id and tag."""
    found: dict[str, Any] = {}
    for query in ("", "locale=sr-Latn&"):
        listed = answer(f"{base_url}/api/v2/pages/?{query}fields=*&limit=100&cursor=")["items"]
        found |= {f"{page['id']} {page['meta']['tag']}": page for page in listed}
    return found


@pytest.fixture(scope="module")
def installed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with what the wheel holds."""
    (wheel,) = (made / "dist").glob("*.whl")
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202 - our own package
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


class TestPython:
    @pytest.fixture
    def client(self, installed: Path) -> Any:
        return importlib.import_module("liaison_client")

    def test_mirrors_the_site(self, client: Any, base_url: str, whole: dict[str, Any]) -> None:
        pages: dict[str, Any] = {}
        cleared = []

        class Store:
            def put(self, page_id: int, tag: str, page: Any) -> None:
                pages[f"{page_id} {tag}"] = page

            def remove(self, page_id: int) -> None:
                for key in [key for key in pages if key.startswith(f"{page_id} ")]:
                    del pages[key]

            def clear(self) -> None:
                cleared.append(True)

        site = client.Liaison(base_url)
        cursor = client.follow(site, Store())
        assert pages == whole
        assert client.follow(site, Store(), cursor) == cursor
        client.follow(site, Store(), "broken")
        assert cleared == [True]
        assert pages == whole

    def test_reads(self, client: Any, base_url: str, whole: dict[str, Any]) -> None:
        site = client.Liaison(f"{base_url}/")
        assert list(site.pages(limit=3)) == list(site.pages())
        home = site.resolve("/sr-latn/")
        assert home == whole[f"{home['id']} sr-Latn"]
        assert site.page(home["id"], "sr-Latn") == home
        assert site.resolve("/en/nothing/") is None
        assert site.site("sr-Latn")["locale"] == "sr-Latn"
        assert [item["title"] for item in site.navigation(depth=2)["items"]]
        events = answer(f"{base_url}/api/v2/events/?limit=100")["items"]
        assert list(site.events(limit=2)) == events
        assert next(site.search("dialogue"))["detail_url"].startswith(base_url)
        ids = [home["id"]]
        assert [page["id"] for page in site.pages(id__in=ids)] == ids
        with pytest.raises(client.ProblemError) as raised:
            site.get("pages/", colour="red")
        assert (raised.value.status, raised.value.code) == (400, "unknown_parameter")

    def test_knows_a_message_of_the_site(self, client: Any) -> None:
        message = client.verify(SECRET, HEADERS, BODY.encode(), now=NOW)
        assert message["type"] == "ping"
        several = {**HEADERS, "Webhook-Signature": f"v1,x {HEADERS['webhook-signature']}"}
        assert client.verify(SECRET, several, BODY.encode(), now=NOW) == message
        changes: tuple[dict[str, Any], ...] = (
            {"body": f"{BODY} ".encode()},
            {"now": NOW + 301},
            {"secret": "whsec_b3RoZXI="},
            {"headers": {**HEADERS, "webhook-id": "msg_other"}},
            {"headers": {}},
        )
        for change in changes:
            asked = {"secret": SECRET, "headers": HEADERS, "body": BODY.encode(), "now": NOW}
            with pytest.raises(client.ForgedError):
                client.verify(**{**asked, **change})

    def test_is_typed_and_so_are_the_examples(
        self, installed: Path, made: Path, base_url: str, tmp_path: Path
    ) -> None:
        static = ROOT / "examples" / "static_site" / "generate.py"
        example = made / "python" / "examples" / "articles.py"
        mypy = str(Path(sys.executable).parent / "mypy")
        run(
            *(mypy, "--strict", "--config-file=", str(static), str(example)),
            folder=tmp_path,
            MYPYPATH=str(installed),
        )
        printed = run(
            *(sys.executable, str(example), base_url, "sr-Latn"),
            folder=tmp_path,
            PYTHONPATH=str(installed),
        )
        assert "2006-12-18: Kancelarija je otvorena" in printed

    def test_a_static_copy_has_every_page(
        self, installed: Path, base_url: str, whole: dict[str, Any], tmp_path: Path
    ) -> None:
        static = ROOT / "examples" / "static_site" / "generate.py"
        assert len(static.read_text().splitlines()) < 100
        for _time in range(2):
            printed = run(
                *(sys.executable, str(static), base_url, str(tmp_path / "copy")),
                folder=tmp_path,
                PYTHONPATH=str(installed),
            )
            assert printed.startswith(f"{len(whole)} files")
        for page in whole.values():
            file = tmp_path / "copy" / page["meta"]["html_url"].removeprefix(f"{base_url}/")
            assert f'<html lang="{page["meta"]["tag"]}">' in (file / "index.html").read_text()


class TestTypeScript:
    @pytest.fixture
    def folder(self, made: Path, tmp_path: Path) -> Path:
        """A folder in which the package is installed."""
        if shutil.which("node") is None or not (SOURCES / "node_modules").exists():
            missing(NO_NODE)
        (package,) = (made / "dist").glob("*.tgz")
        with tarfile.open(package) as archive:
            archive.extractall(tmp_path / "node_modules", filter="data")
        (tmp_path / "node_modules" / "package").rename(tmp_path / "node_modules" / "liaison-client")
        (tmp_path / "package.json").write_text('{"type": "module"}')
        return tmp_path

    def compiled(self, folder: Path, *programs: Path) -> None:
        configuration = json.loads((SOURCES / "tsconfig.json").read_text())
        configuration["compilerOptions"]["types"] = []
        configuration["files"] = [program.name for program in programs]
        (folder / "tsconfig.json").write_text(json.dumps(configuration))
        for program in programs:
            shutil.copy(program, folder)
        run(str(SOURCES / "node_modules" / ".bin" / "tsc"), folder=folder)

    def test_reads_mirrors_and_knows_messages(
        self, folder: Path, base_url: str, whole: dict[str, Any]
    ) -> None:
        example = ROOT / "clients" / "typescript" / "examples" / "articles.ts"
        self.compiled(folder, SOURCES / "use.ts", example)
        message = (SECRET, *HEADERS.values(), BODY)
        seen = json.loads(run("node", "compiled/use.js", base_url, *message, folder=folder))

        assert seen.pop("pages") == whole
        statements = seen.pop("statements")
        assert any(text.startswith("Kancelarija je otvorena") for text in statements)
        assert seen == {
            "cleared": 1,
            "isAtTheEnd": True,
            "home": "home.HomePage",
            "nothing": None,
            "problem": [404, "not_found"],
            "message": "ping",
            "forged": [True, True],
        }
        printed = run("node", "compiled/articles.js", base_url, "sr-Latn", folder=folder)
        assert "2006-12-18: Kancelarija je otvorena" in printed

    def test_a_reader_shows_every_page(
        self, folder: Path, base_url: str, whole: dict[str, Any]
    ) -> None:
        reader = ROOT / "examples" / "next_reader"
        shutil.copytree(reader, folder, dirs_exist_ok=True)
        sources = [*reader.glob("*.ts"), *reader.glob("*/*.ts")]
        assert sum(len(source.read_text().splitlines()) for source in sources) < 100
        run(str(SOURCES / "node_modules" / ".bin" / "tsc"), folder=folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        server = subprocess.Popen(  # noqa: S603 - our own command line
            ["node", "compiled/server.js", port],  # noqa: S607 - found on the path
            cwd=folder,
            env={**os.environ, "LIAISON_URL": base_url},
        )
        try:
            for page in whole.values():
                path = page["meta"]["html_url"].removeprefix(base_url)
                shown = self.shown(f"http://127.0.0.1:{port}{path}")
                assert f'<main lang="{page["meta"]["tag"]}">' in shown
            with pytest.raises(urllib.error.HTTPError, match="404"):
                self.shown(f"http://127.0.0.1:{port}/en/nothing/")
        finally:
            server.terminate()
            server.wait(timeout=10)

    @staticmethod
    def shown(url: str) -> str:
        """What stands at a URL, once the server is there."""
        deadline = time.monotonic() + 20
        while True:
            try:
                with urllib.request.urlopen(url) as response:  # noqa: S310 - our own server
                    return str(response.read().decode())
            except urllib.error.HTTPError:
                raise
            except urllib.error.URLError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
