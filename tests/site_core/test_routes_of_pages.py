"""A page that answers addresses below its own: each is what readers, search engines and apps take it for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.commands import ROOT, install, manage

PACKAGE = ROOT / "tests" / "plugin_package"

ASK = """
import json, re
from django.test import Client
from wagtail.models import Locale, Site
from noticeboard.models import NoticePage
from site_core.testing import translated

home = Site.objects.get().root_page.specific
page = NoticePage(title="Closed on Monday", slug="closed", text="Come on Tuesday.")
home.add_child(instance=page)
page.save_revision().publish()
client = Client(headers={"host": "localhost"})
def head(path):
    html = client.get(path).content.decode()
    return {
        "title": re.search("<title>(.*?)</title>", html, re.S)[1].split(" – ")[0],
        "canonical": re.search('rel="canonical" href="([^"]*)"', html)[1],
        "alternates": re.findall('rel="alternate" hreflang="([^"]+)" href="([^"]+)"', " ".join(html.split())),
        "switch": re.findall('href="(/(?:en|sr|sr-latn)/[^"]+/large/)"', html),
    }
def resolved(path):
    answer = client.get("/api/v2/resolve/", {"path": path})
    body = answer.json()
    is_it = body.get("page", {}).get("id") == page.pk
    return answer.status_code, body.get("outcome"), body.get("route"), is_it
alone = head("/en/closed/large/")
other = translated(page).slug
both = head("/en/closed/large/")
sitemap = client.get("/sitemap-en.xml").content.decode()
print(json.dumps({
    "own": head("/en/closed/")["canonical"],
    "alone": alone,
    "both": both,
    "latin": head(f"/sr-latn/{other}/large/")["canonical"],
    "other": other,
    "unknown": client.get("/en/closed/small/").status_code,
    "resolved": [resolved("/en/closed/large/"), resolved("/en/closed/"), resolved("/en/closed/small/")],
    "sitemap": re.findall("<loc>[^<]*?(/en/closed/[^<]*)</loc>", sitemap),
}))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a site says of a page of the notice board and of the address below it."""
    folder = tmp_path_factory.mktemp("site")
    for arguments in (("migrate", "-v0"), ("shell", "-v0", "-c", ASK)):
        answer = manage(*arguments, data_dir=folder, packages=PACKAGE)
        assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


def test_the_address_is_its_own_canonical_one(found: dict[str, Any]) -> None:
    assert found["own"].endswith("/en/closed/")
    assert found["alone"]["canonical"].endswith("/en/closed/large/")
    assert found["latin"].endswith(f"/sr-latn/{found['other']}/large/")


def test_it_has_its_own_title(found: dict[str, Any]) -> None:
    assert found["alone"]["title"] == "Closed on Monday, large"


def test_its_counterparts_are_the_same_address_of_the_counterparts(found: dict[str, Any]) -> None:
    other = found["other"]
    paths = {language: urlsplit(url).path for language, url in found["both"]["alternates"]}
    assert paths == {
        "en": "/en/closed/large/",
        "sr-Cyrl": f"/sr/{other}/large/",
        "sr-Latn": f"/sr-latn/{other}/large/",
        "x-default": "/en/closed/large/",
    }
    assert {f"/sr/{other}/large/", f"/sr-latn/{other}/large/"} <= set(found["both"]["switch"])


def test_resolve_knows_it(found: dict[str, Any]) -> None:
    assert found["resolved"] == [
        [200, "page", "large/", True],
        [200, "page", None, True],
        [404, None, None, False],
    ]
    assert found["unknown"] == 404


def test_the_sitemap_names_it(found: dict[str, Any]) -> None:
    assert found["sitemap"] == ["/en/closed/", "/en/closed/large/"]


@pytest.mark.parametrize(
    "pattern",
    [
        "re_path(r'^.*$', view)",
        "path('<slug:slug>/', view)",
        "path('<path:rest>', view)",
        "path('', view)",
    ],
)
def test_a_plugin_that_answers_the_addresses_of_pages_is_refused(
    tmp_path: Path, pattern: str
) -> None:
    config = "    name = 'greedy_one'\n    urlconf = 'greedy_one.urls'"
    packages = install(tmp_path / "packages", "greedy_one", config)
    (packages / "greedy_one" / "urls.py").write_text(
        "from django.http import HttpResponse\n"
        "from django.urls import path, re_path\n\n\n"
        "def view(request, **values):\n    return HttpResponse('mine')\n\n\n"
        f"urlpatterns = [{pattern}]\n"
    )
    started = manage("check", data_dir=tmp_path, packages=packages)
    assert started.returncode == 1
    assert started.stderr.startswith("manage.py: Plugin 'greedy_one' answers the address /en/")
    assert started.stderr.strip().endswith(
        "and so those of pages: begin it with a path of its own, such as 'greedy-one/'."
    )
