"""What the platform asks of every plugin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from site_core.accounts.models import User
from site_core.api.openapi import document
from site_core.delivery import generation
from site_core.languages.variants import VARIANTS
from site_core.plugins.config import PluginConfig
from site_core.published.rebuild import differences
from site_core.testing.languages import MARK, translated
from site_core.testing.lifecycle import Lifecycle
from site_core.testing.samples import WORD, PageMakers, sample_page

#: What a page costs that is in no cache, and what the API may ask for one page and for twenty.
PAGE_QUERIES, DETAIL_QUERIES, LIST_QUERIES = 10, 4, 6
API = "/api/v2/"
_CYRILLIC = re.compile("[а-шА-ШђјљњћџЂЈЉЊЋЏ]")
#: What keeps its script, is no text of the page, or names the other variants in their own.
_KEPT = re.compile(
    r'<(script|style|nav class="language)\b.*?</\1\b|<(\w+)[^>]*translate="no".*?</\2>|<[^>]+>',
    re.DOTALL,
)


class Conformance:
    """Tests of one plugin. ``conformance`` makes the class of a plugin."""

    plugin = ""
    makers: PageMakers = {}
    page_queries = PAGE_QUERIES

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Each page type of the plugin is a test of its own."""
        if "page_type" in metafunc.fixturenames:
            metafunc.parametrize("page_type", _page_types(self.plugin))
        if "endpoint" in metafunc.fixturenames:
            metafunc.parametrize("endpoint", sorted(_config(self.plugin).api_endpoints))

    @pytest.fixture(autouse=True)
    def nothing_kept(self) -> Iterator[None]:
        """A transaction that is rolled back gives its generations again."""
        generation.kept.clear()
        yield
        generation.kept.clear()

    def _page(self, page_type: str, *, live: bool = True) -> Page:
        return sample_page(apps.get_model(page_type), self.makers, live=live)

    # What the platform knows of it

    def test_the_plugin_is_on(self) -> None:
        """Installed, found by its entry point, and not switched off."""
        on = [plugin.name for plugin in settings.DISCOVERED_PLUGINS]
        assert self.plugin in on, f"There are {', '.join(on)}: install the package first."

    @pytest.mark.django_db
    def test_the_checks_find_nothing(self) -> None:
        """What ``manage.py check`` says of its models, blocks, templates and translatable policy."""
        own = f"{_config(self.plugin).name}."
        found = [str(message) for message in run_checks() if own in str(message.obj) + str(message)]
        assert found == []

    @pytest.mark.django_db
    def test_no_migration_is_missing(self) -> None:
        """Neither one of the plugin's nor one of somebody else's."""
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    # Pages

    @pytest.mark.django_db
    def test_a_page_is_read_in_three_variants(self, client: Client, page_type: str) -> None:
        """Translated as a translator does it; what is written in Cyrillic is read in both scripts."""
        page = self._page(page_type)
        counterpart = translated(page)
        paths = {"en": _path(page), "sr": _path(counterpart)}
        shown = {}
        for variant in VARIANTS:
            written = paths[variant.locale_code]
            path = f"/{variant.code}/{written.split('/', 2)[2]}"
            answer = client.get(path)
            assert answer.status_code == 200, f"{path} answers {answer.status_code}"
            assert answer["Content-Language"] == variant.tag
            shown[variant.code] = answer.content.decode()
            assert f'<html lang="{variant.tag}"' in shown[variant.code]
        assert page.title in shown["en"]
        assert f"{MARK}{page.title}" in shown["sr"]
        assert f"Prevod: {page.title}" in shown["sr-latn"]
        left = _CYRILLIC.findall(_KEPT.sub(" ", shown["sr-latn"]))
        assert not left, f"{len(left)} Cyrillic letters are left in Latin: {''.join(left[:40])}"

    @pytest.mark.django_db
    def test_every_text_of_a_page_can_be_translated(self, page_type: str) -> None:
        """No word of the English page is in its Serbian counterpart without having been translated."""
        page = self._page(page_type)
        counterpart = translated(page)
        left = []
        for field in counterpart._meta.concrete_fields:
            text = str(field.value_to_string(counterpart))
            if isinstance(field, StreamField):
                text = json.dumps(json.loads(text), ensure_ascii=False)
            untranslated = re.findall(rf"(?<!{MARK}){WORD}\d+", text)
            if field.model is type(counterpart) and untranslated:
                left.append(f"{field.name}: {', '.join(untranslated)}")
        synchronised = {
            item.field_name
            for item in getattr(type(page), "override_translatable_fields", ())
            if type(item).__name__ == "SynchronizedField"
        }
        assert [line for line in left if line.partition(":")[0] not in synchronised] == []

    @pytest.mark.django_db
    def test_what_is_published_equals_its_rebuild(self, page_type: str) -> None:
        translated(self._page(page_type))
        assert [str(item) for item in differences()] == []

    @pytest.mark.django_db
    def test_a_page_costs_no_more_than_it_may(self, client: Client, page_type: str) -> None:
        page = self._page(page_type)
        client.get("/en/")  # what is looked up once in a process
        with CaptureQueriesContext(connection) as queries:
            assert client.get(_path(page)).status_code == 200
        assert len(queries) <= self.page_queries, _told(queries)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{API}pages/{page.pk}/").status_code == 200
        assert len(queries) <= DETAIL_QUERIES, _told(queries)

    @pytest.mark.django_db
    def test_a_page_is_found(self, client: Client, page_type: str) -> None:
        page = self._page(page_type)
        counterpart = translated(page)
        for locale, found in (("en", page.pk), ("sr", counterpart.pk), ("sr-Latn", counterpart.pk)):
            hits = client.get(f"{API}search/", {"q": page.title, "locale": locale}).json()["items"]
            assert found in [hit["id"] for hit in hits], f"not found in {locale}"

    @pytest.mark.django_db
    def test_what_is_no_readers_is_shown_to_none(self, client: Client, page_type: str) -> None:
        """A draft, and a page that only some may read: in no page, list or search."""
        draft = self._page(page_type, live=False)
        private = self._page(page_type)
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        for page in (draft, private):
            assert client.get(_path(page)).status_code in (302, 403, 404)
            assert client.get(f"{API}pages/{page.pk}/").status_code == 404
            for path in _lists(self.plugin):
                ids = [item.get("id") for item in client.get(path).json()["items"]]
                assert page.pk not in ids, f"{path} shows a page that is not public"
            hits = client.get(f"{API}search/", {"q": page.title}).json()["items"]
            assert page.pk not in [hit["id"] for hit in hits]

    @pytest.mark.django_db
    def test_only_who_may_edits_a_page(self, client: Client, page_type: str) -> None:
        page = self._page(page_type)
        edit = f"/admin/pages/{page.pk}/edit/"
        assert client.get(edit).status_code == 302
        client.force_login(User.objects.create_user("somebody", password="x"))
        assert client.get(edit).status_code in (302, 403)
        client.force_login(User.objects.create_superuser("administrator", password="x"))
        assert client.get(edit).status_code == 200

    # The API

    @pytest.mark.django_db
    def test_the_api_is_as_described(self, client: Client, page_type: str) -> None:
        page = self._page(page_type)
        translated(page)
        _check(client, "/pages/", f"{API}pages/?type={page_type}&fields=*")
        detail = _check(client, "/pages/{id}/", f"{API}pages/{page.pk}/")
        assert "<a linktype=" not in str(detail)
        assert detail["title"] == page.title

    @pytest.mark.django_db
    def test_an_endpoint_is_as_described(self, client: Client, endpoint: str) -> None:
        """Its list, its details, and each parameter that it describes; a list costs what it may."""
        for page_type in _page_types(self.plugin):
            translated(self._page(page_type))
        path = f"{API}{endpoint}/"
        listed = _check(client, f"/{endpoint}/", path)
        for item in listed["items"][:3]:
            if f"{API}{endpoint}/{{id}}/" in document()["paths"]:
                _check(client, f"/{endpoint}/{{id}}/", f"{path}{item['id']}/")
        for parameter in document()["paths"][path]["get"]["parameters"]:
            answer = client.get(path, {parameter["name"]: ""})
            assert answer.json().get("code") != "unknown_parameter", parameter["name"]
        assert client.get(path, {"no_such_parameter": "1"}).status_code == 400
        generation.kept.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{path}?limit=20&locale=en")
        assert len(queries) <= LIST_QUERIES, _told(queries)

    # A life

    def test_it_is_switched_off_on_again_and_removed(self, tmp_path: Any) -> None:
        """On a site of its own: nothing is lost while it is off, and nothing is left when it is removed."""
        site = Lifecycle(self.plugin, tmp_path)
        pages = site.begin(left_out=self.makers)
        gone, shown = [404] * len(pages), [200] * len(pages)
        assert site.look(pages, on=False) == {"home": 200, "pages": gone, "traces": True}
        assert site.look(pages, on=True) == {"home": 200, "pages": shown, "traces": True}
        site.remove()
        assert site.look(pages, on=False) == {"home": 200, "pages": gone, "traces": False}


def conformance(
    plugin: str,
    *,
    pages: PageMakers | None = None,
    page_queries: int = PAGE_QUERIES,
    browser: bool = False,
) -> type[Conformance]:
    """The tests of a plugin, as a class for pytest. It is named by its entry point.

    ``pages`` has functions for page types that need more than their fields say: label → a function of the
    parent that makes a page below it. ``page_queries`` is what a page may cost, where that is said to be more
    than usual. ``browser`` looks at each page with axe; it needs Playwright, axe and Chromium.
    """
    bases: tuple[type, ...] = (Conformance,)
    if browser:
        from site_core.testing.browser import Accessible  # noqa: PLC0415 - an extra

        bases = (Accessible, Conformance)
    values = {"plugin": plugin, "makers": pages or {}, "page_queries": page_queries}
    return type("Conformance", bases, values)


def _config(plugin: str) -> PluginConfig:
    for found in settings.DISCOVERED_PLUGINS:
        if plugin in (found.name, found.label):
            config = apps.get_app_config(found.label)
            assert isinstance(config, PluginConfig)
            return config
    raise LookupError(
        f"The plugin {plugin!r} is not on: install its package, and name it as its entry point."
    )


def _page_types(plugin: str) -> list[str]:
    models = _config(plugin).get_models()
    return [model._meta.label for model in models if issubclass(model, Page)]


def _lists(plugin: str) -> list[str]:
    return [f"{API}pages/", *(f"{API}{name}/" for name in _config(plugin).api_endpoints)]


def _path(page: Page) -> str:
    return f"/{page.locale.language_code}/" + page.url_path.split("/", 2)[2]


def _check(client: Client, operation: str, path: str) -> Any:
    """The answer at a path, which is what its operation promises."""
    answer = client.get(path)
    assert answer.status_code == 200, (
        f"{path} answers {answer.status_code}: {answer.content[:300]!r}"
    )
    described = document()
    response = described["paths"][f"{API}{operation.lstrip('/')}"]["get"]["responses"]["200"]
    schema = {
        **response["content"]["application/json"]["schema"],
        "components": described["components"],
    }
    told = answer.json()
    jsonschema_rs.Draft202012Validator(schema).validate(told)
    return told


def _told(queries: CaptureQueriesContext) -> str:
    return f"{len(queries)} queries:\n" + "\n".join(row["sql"][:300] for row in queries)
