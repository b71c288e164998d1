"""A document of Word becomes a draft, and what was not understood of it is said."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from home.models import HomePage
from relations.models import ArticlePage, SectionPage
from site_core.models import SiteImage, User, WordImport
from site_core.word import files
from tests.support.word import Document, a_cell, item, paragraph, run, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "password"))
    return client


@pytest.fixture
def serbian_section(section: SectionPage, serbian_home: HomePage) -> Page:
    page = section.copy_for_translation(serbian_home.locale)
    page.title = "О нама"
    page.save_revision().publish()
    return page


def sent(client: Client, parent: Page, document: Any) -> Any:
    return client.post(
        reverse("liaison_from_word", args=[parent.pk]), {"file": document}, follow=True
    )


def the_draft() -> ArticlePage:
    return ArticlePage.objects.get().get_latest_revision_as_object()


def body_of(page: ArticlePage) -> list[tuple[str, Any]]:
    return [(raw["type"], raw["value"]) for raw in json.loads(json.dumps(list(page.body.raw_data)))]


def a_visit() -> Document:
    document = Document()
    return document.add(
        paragraph("Visit to Belgrade", style="Title"),
        paragraph("The chief of the office met the press on Monday."),
        item("18 December 2006 – Serbia joined the Partnership for Peace."),
        item("In March 2015, the action plan was agreed."),
        item("2019: a review followed."),
        item("The office stays open."),
        paragraph("What was agreed", style="Heading1"),
        paragraph(
            run("Both sides "),
            run("agreed", "<w:b/>"),
            run(" on "),
            document.link("https://example.org/plan", "a plan"),
            run("."),
            document.footnote("Signed in two copies."),
        ),
        item("First", is_numbered=True),
        item("Nested", level=1),
        paragraph("Of the plan", style="Heading2"),
        table(["Year", "Act"], ["2006", "Accession"]),
        paragraph("Acts by year", style="Caption"),
        paragraph(document.picture("The chief greets the visitors")),
        paragraph("At the door", style="Caption"),
    )


def test_an_english_document_becomes_an_article(editor: Client, section: SectionPage) -> None:
    answer = sent(editor, section, a_visit().upload())
    assert answer.redirect_chain, answer.context["form"].errors
    page = the_draft()
    assert not page.live
    assert (page.title, page.slug) == ("Visit to Belgrade", "visit-to-belgrade")
    assert page.lead == "The chief of the office met the press on Monday."
    assert [(point.date and point.date.isoformat(), point.statement) for point in page.points] == [
        ("2006-12-18", "Serbia joined the Partnership for Peace."),
        ("2015-03", "The action plan was agreed."),
        ("2019", "A review followed."),
        (None, "The office stays open."),
    ]
    image = SiteImage.objects.get()
    assert image.description == "The chief greets the visitors"
    blocks = body_of(page)
    assert [name for name, _value in blocks] == [
        "heading", "paragraph", "heading", "table", "image", "heading", "paragraph",
    ]  # fmt: skip
    assert [blocks[0][1]["level"], blocks[2][1]["level"]] == ["2", "3"]
    assert blocks[1][1] == (
        '<p>Both sides <b>agreed</b> on <a href="https://example.org/plan">a plan</a>.[1]</p>'
        "<ol><li>First<ul><li>Nested</li></ul></li></ol>"
    )
    assert blocks[3][1]["caption"] == "Acts by year"
    assert [column["heading"] for column in blocks[3][1]["columns"]] == ["Year", "Act"]
    assert blocks[4][1] == {
        "image": {
            "image": image.pk,
            "alt_text": "The chief greets the visitors",
            "decorative": False,
        },
        "caption": "At the door",
    }
    assert blocks[5][1]["text"] == "Notes"
    assert blocks[6][1] == "<ol><li>Signed in two copies.</li></ol>"


def test_the_draft_opens_is_shown_and_is_saved(editor: Client, section: SectionPage) -> None:
    sent(editor, section, a_visit().upload())
    page = the_draft()
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    shown = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Both sides <b>agreed</b>" in shown.content.decode()
    page.get_latest_revision().publish()
    assert ArticlePage.objects.get().live


SERBIAN = (
    "18. децембра 2006. године – Србија је приступила Партнерству за мир.",
    "У марту 2015. усвојен је план.",
    "01. 09. 2017. Отворена је канцеларија.",
    "2019. године следио је преглед.",
)
DATES = ["2006-12-18", "2015-03", "2017-09-01", "2019"]


def test_a_serbian_document_becomes_a_serbian_page(
    editor: Client, section: SectionPage, serbian_section: Page
) -> None:
    document = Document().add(
        paragraph("Посета Београду", style="Title"),
        paragraph("Начелник канцеларије се састао са новинарима."),
        *map(item, SERBIAN),
    )
    answer = sent(editor, section, document.upload())
    page = the_draft()
    assert page.get_parent().pk == serbian_section.pk
    assert page.locale.language_code == "sr"
    assert page.slug == "poseta-beogradu"
    assert "О нама" in answer.content.decode()
    assert [point.date and point.date.isoformat() for point in page.points] == DATES
    assert [point.statement for point in page.points] == [
        "Србија је приступила Партнерству за мир.",
        "Усвојен је план.",
        "Отворена је канцеларија.",
        "Следио је преглед.",
    ]


def test_serbian_latin_is_written_in_cyrillic(
    editor: Client, section: SectionPage, serbian_section: Page
) -> None:
    document = Document().add(
        paragraph("Poseta Beogradu", style="Title"),
        paragraph("Načelnik kancelarije se sastao sa novinarima i njihovim gostima."),
        item("18. decembar 2006 – Srbija je pristupila NATO programu Partnerstvo za mir."),
        paragraph(run("Više "), run("kod IBAN", "<w:b/>"), run(" ustanove.")),
    )
    answer = sent(editor, serbian_section, document.upload())
    page = the_draft()
    assert page.title == "Посета Београду"
    assert page.lead == "Начелник канцеларије се састао са новинарима и њиховим гостима."
    assert page.points[0].statement == "Србија је приступила НАТО програму Партнерство за мир."
    assert str(page.points[0].date and page.points[0].date.isoformat()) == "2006-12-18"
    assert body_of(page) == [("paragraph", "<p>Више <b>код IBAN</b> установе.</p>")]
    told = answer.content.decode()
    assert "was written in Cyrillic" in told
    assert "<li>IBAN</li>" in told


def test_without_a_serbian_section_nothing_is_made(editor: Client, section: SectionPage) -> None:
    document = Document().add(paragraph("Начелник канцеларије се састао са новинарима."))
    answer = sent(editor, section, document.upload())
    assert "Translate “About” first" in answer.content.decode()
    assert not ArticlePage.objects.exists()
    assert not SiteImage.objects.exists()


def test_what_was_not_understood_is_told(editor: Client, section: SectionPage) -> None:
    document = Document()
    document.add(
        paragraph("A short line", style="PressLine"),
        paragraph(document.picture("photo.jpg"), document.picture("")),
        paragraph(document.picture("x", b"no", "emf")),
        paragraph(run("What follows", "<w:b/>")),
        paragraph(
            "<m:oMath><m:r><m:t>a</m:t></m:r></m:oMath>",
            "Words of the text, m",
            run("2", '<w:vertAlign w:val="superscript"/>'),
        ),
        table([a_cell("Wide", '<w:gridSpan w:val="2"/>')], ["a", "b"], has_head=False),
        paragraph("Own words", style="Quote"),
        paragraph(document.link("file:///C:/plan.docx", "a file")),
    )
    answer = sent(editor, section, document.upload("press_release 3.docx"))
    told = answer.content.decode()
    page = the_draft()
    assert page.title == "press release 3"
    for expected in (
        "press release 3", "Press Line", "photo.jpg", "picture 2", "x-emf", "What follows",
        "Formulas.", "merged cells", "without a caption", "Own words", "a file",
    ):  # fmt: skip
        assert expected in told, expected
    blocks = dict(body_of(page))
    assert blocks["heading"]["text"] == "What follows"
    assert "m²" in str(body_of(page))
    assert blocks["table"]["columns"][0]["heading"] == "Wide"
    assert [name for name, _ in body_of(page)].count("image") == 2


def test_the_report_is_kept_with_the_page(editor: Client, section: SectionPage) -> None:
    sent(editor, section, a_visit().upload())
    page = the_draft()
    stored = WordImport.objects.get(page=page)
    assert stored.notes == {"undated_point": ["The office stays open."], "notes": []}
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("liaison_word_import", args=[page.pk]) in edit


def test_a_picture_that_the_library_has_is_not_added_again(
    editor: Client, section: SectionPage
) -> None:
    for _ in range(2):
        sent(editor, section, a_visit().upload())
    assert SiteImage.objects.count() == 1
    assert [page.slug for page in ArticlePage.objects.order_by("pk")] == [
        "visit-to-belgrade", "visit-to-belgrade-2",
    ]  # fmt: skip


def file_named(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.doc", COMPOUND, "Word 97–2003 (.doc)"),
        ("old.docx", COMPOUND, "Word 97–2003 (.doc)"),
        ("locked.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "remove the password"),
        ("plan.odt", b"PK\x03\x04", "LibreOffice"),
        ("plan.exe", b"MZ", "whose name ends in .docx"),
        ("plan.docx", b"just words", "no document of Word"),
        ("plan.docx", b"", "The file is empty"),
        ("plan.docx", b"PK\x03\x04 cut off", "is damaged"),
        ("plan.docx", a_visit().content()[:2000], "is damaged"),
        ("plan.docx", Document().content(), "no words in this document"),
        ("plan.docx", a_visit().content(**{"word/bomb.bin": bytes(80_000_000)}), "unfolds to far more"),
        ("plan.docx", a_visit().content(**{"word/more.xml": BOMB}), "is damaged"),
        ("plan.docx", a_visit().content(**{"word/vbaProject.bin": b"x"}), "holds macros"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(
    editor: Client, section: SectionPage, name: str, content: bytes, said: str
) -> None:
    answer = sent(editor, section, file_named(name, content))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not ArticlePage.objects.exists()


def test_a_text_that_is_too_long_is_refused(
    editor: Client, section: SectionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_TEXT_BYTES", 2000)
    assert "too long for one page" in sent(editor, section, a_visit().upload()).content.decode()


def test_a_file_that_is_too_large_is_refused(
    editor: Client, section: SectionPage, settings: Any
) -> None:
    settings.MAX_DOCUMENT_BYTES = 1000
    answer = sent(editor, section, a_visit().upload())
    assert "make its pictures smaller" in answer.content.decode()


def test_the_door_stands_where_pages_are_added(
    editor: Client, section: SectionPage, home: HomePage
) -> None:
    door = reverse("liaison_from_word", args=[section.pk])
    chooser = editor.get(reverse("wagtailadmin_pages:add_subpage", args=[section.pk]))
    explorer = editor.get(reverse("wagtailadmin_explore", args=[section.pk]))
    assert door in chooser.content.decode()
    assert door in explorer.content.decode()
    elsewhere = editor.get(reverse("wagtailadmin_explore", args=[home.pk]))
    assert reverse("liaison_from_word", args=[home.pk]) not in elsewhere.content.decode()
    assert editor.get(reverse("liaison_from_word", args=[home.pk])).status_code == 302


def test_whoever_may_not_add_pictures_gets_the_words(client: Client, section: SectionPage) -> None:
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=section, permission=Permission.objects.get(codename="add_page")
    )
    writer = User.objects.create_user("writer", "writer@example.org", "password")
    writer.groups.add(group)
    client.force_login(writer)
    answer = sent(client, section, a_visit().upload())
    assert "you may not add any to the library" in answer.content.decode()
    assert "image" not in dict(body_of(the_draft()))


def test_whoever_may_not_add_pages_is_refused(client: Client, section: SectionPage) -> None:
    client.force_login(User.objects.create_user("nobody", "nobody@example.org", "password"))
    sent(client, section, a_visit().upload())
    assert not ArticlePage.objects.exists()
