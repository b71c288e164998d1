"""The report of translations, as an editor opens it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from home.models import HomePage
from relations.models import ArticlePage
from site_core.models import User
from tests.support.factories import ArticlePageFactory, OfficeFactory, SectionPageFactory
from tests.support.translating import translate

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/translation-status/"


@pytest.fixture
def editor(client: Client, site: None) -> Client:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "password"))
    return client


@pytest.fixture
def pages(home: HomePage, serbian_home: HomePage, serbian: Locale) -> dict[str, ArticlePage]:
    """A current, an outdated and a missing page, in a section that is translated."""
    section = SectionPageFactory(parent=home, title="Section")
    translate(section, serbian)
    made: dict[str, Any] = {}
    for title in ("Current page", "Outdated page", "Missing page"):
        page = ArticlePageFactory(parent=section, title=title)
        page.save_revision().publish()
        made[title] = page
    translate(made["Current page"], serbian)
    translate(made["Outdated page"], serbian)
    made["Outdated page"].lead = "Something else."
    made["Outdated page"].save_revision().publish()
    return made


def rows(editor: Client, query: str = "") -> dict[str, dict[str, str]]:
    """What the report exports, by title."""
    response = editor.get(f"{REPORT}?export=csv{query}")
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined] # streamed
    return {row["Title"]: row for row in csv.DictReader(io.StringIO(text))}


def test_every_page_is_listed_with_its_state(editor: Client, pages: dict[str, ArticlePage]) -> None:
    listed = rows(editor)

    assert {title: listed[title]["State"] for title in pages} == {
        "Current page": "Current",
        "Outdated page": "Outdated",
        "Missing page": "Missing",
    }
    assert listed["Outdated page"]["Changed in"] == "Lead"
    assert listed["Outdated page"]["Original changed"]
    assert (
        listed["Current page"]["Texts translated"] == listed["Current page"]["Texts in all"] != "0"
    )


def test_it_leads_to_where_the_work_goes_on(
    editor: Client, pages: dict[str, ArticlePage], serbian: Locale
) -> None:
    shown = editor.get(REPORT).content.decode()

    assert f"/admin/localize/submit/page/{pages['Missing page'].pk}/" in shown
    counterpart = pages["Outdated page"].get_translation(serbian)
    assert f"/admin/pages/{counterpart.pk}/edit/" in shown


@pytest.mark.parametrize(
    ("state", "title"),
    [("current", "Current page"), ("outdated", "Outdated page"), ("missing", "Missing page")],
)
def test_it_can_be_filtered_by_state(
    editor: Client, pages: dict[str, ArticlePage], state: str, title: str
) -> None:
    assert set(rows(editor, f"&state={state}")) & set(pages) == {title}


def test_it_can_be_filtered_by_section(editor: Client, pages: dict[str, ArticlePage]) -> None:
    section = pages["Current page"].get_parent()
    ArticlePageFactory(parent=section, title="A page in it")

    assert set(rows(editor, f"&below={section.pk}")) == {*pages, "A page in it", "Section"}


def test_the_export_has_the_offices_too(editor: Client, pages: dict[str, ArticlePage]) -> None:
    OfficeFactory(name="Press office")

    listed = rows(editor)
    assert listed["Press office"]["Type"] == "Office"
    assert listed["Press office"]["State"] == "Missing"
    assert "Press office" not in rows(editor, "&state=current")
    assert len(rows(editor, "&state=missing")) == sum(
        row["State"] == "Missing" for row in listed.values()
    )


def test_a_spreadsheet_reads_the_export_as_the_page_is_read(
    editor: Client, pages: dict[str, ArticlePage]
) -> None:
    response = editor.get(f"{REPORT}?export=csv")
    assert next(iter(response.streaming_content)) == codecs.BOM_UTF8  # type: ignore[attr-defined] # streamed
    listed = rows(editor)
    outdated, missing = listed["Outdated page"], listed["Missing page"]
    changed_at = timezone.localtime(pages["Outdated page"].last_published_at)
    assert outdated["Original changed"] == changed_at.strftime("%Y-%m-%d %H:%M")
    assert outdated["Address"].startswith("http://testserver/admin/pages/")
    assert (missing["Texts translated"], missing["Texts in all"]) == ("", "")


def test_it_exports_a_workbook(editor: Client, pages: dict[str, ArticlePage]) -> None:
    response = editor.get(f"{REPORT}?export=xlsx")

    assert response.status_code == 200
    assert "spreadsheetml" in response["Content-Type"]


def test_more_pages_cost_no_more_queries(
    editor: Client,
    pages: dict[str, ArticlePage],
    serbian: Locale,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    section = pages["Current page"].get_parent()
    for _number in range(10):
        page = ArticlePageFactory(parent=section)
        page.save_revision().publish()
        translate(page, serbian)
    editor.get(f"{REPORT}results/")

    with django_assert_max_num_queries(31):
        editor.get(f"{REPORT}results/?state=current")


def test_it_is_for_editors(client: Client, site: None) -> None:
    client.force_login(User.objects.create_user("reader", "reader@example.org", "password"))

    assert client.get(REPORT).status_code in (302, 403)


def test_the_dashboard_says_what_asks_for_work(
    editor: Client, pages: dict[str, ArticlePage]
) -> None:
    shown = editor.get("/admin/").content.decode()

    listed = shown.partition('id="work-translations"')[2].partition("</section>")[0]
    assert "Outdated page" in listed
    assert "Missing page" in listed
    assert "Current page" not in listed
    assert listed.index("Outdated page") < listed.index("Missing page")


def test_the_dashboard_says_when_nothing_does(
    editor: Client, home: HomePage, serbian: Locale
) -> None:
    translate(home, serbian)

    assert 'id="work-translations"' not in editor.get("/admin/").content.decode()
