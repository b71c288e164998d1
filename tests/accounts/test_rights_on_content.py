"""What each role may do with translations, offices and files: the tables of ``docs/operations/roles.md``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage
from offices.models import Office
from relations.models import ArticlePage, SectionPage
from site_core.models import SiteDocument, SiteImage, Term
from tests.support.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    SiteDocumentFactory,
    SiteImageFactory,
    office_with_channels,
)
from tests.support.rights import Person, one_of_each, rows, tried
from tests.support.translating import submit, translate, write

pytestmark = pytest.mark.django_db
SECTIONS = ("Translations", "Offices, pictures and documents")
ROWS = {row.act: row for row in rows() if row.section in SECTIONS}


@dataclass
class Scene:
    """What acts are tried on. ``behind`` is published in both languages and has new texts in English."""

    fresh: ArticlePage
    begun: ArticlePage
    behind: ArticlePage
    serbian: Locale
    offices: dict[str, Office]
    image: SiteImage
    document: SiteDocument

    def counterpart(self, page: Page) -> Any:
        return page.get_translation(self.serbian)

    def record(self, page: Page) -> Translation:
        return Translation.objects.get(source__object_id=page.translation_key)


@pytest.fixture
def scene(home: HomePage, serbian_home: HomePage, serbian: Locale) -> Scene:
    made = SectionPageFactory(parent=home, title="Section", slug="section")
    translate(made, serbian)
    section = SectionPage.objects.get(pk=made.pk)
    begun, earlier, fresh = (
        ArticlePageFactory(parent=section, title=name, slug=name)
        for name in ("begun", "behind", "fresh")
    )
    write(submit(begun, serbian))
    translate(earlier, serbian)
    behind = ArticlePage.objects.get(pk=earlier.pk)
    behind.lead = "Another lead."
    behind.save_revision().publish()
    office = office_with_channels()
    office.save_revision().publish()
    translate(Office.objects.get(pk=office.pk), serbian)
    root = Collection.get_first_root_node()
    return Scene(
        fresh=fresh,
        begun=begun,
        behind=behind,
        serbian=serbian,
        offices={
            code: Office.objects.get(
                locale__language_code=code, translation_key=office.translation_key
            )
            for code in ("en", "sr")
        },
        image=SiteImageFactory(collection=root),
        document=SiteDocumentFactory(collection=root),
    )


Door = Callable[[Person, Scene, str], bool]


def opens(url: Callable[[Scene, str], str]) -> Door:
    return lambda who, scene, code: who.browser.get(url(scene, code)).status_code == 200


def posts(
    url: Callable[[Scene, str], str],
    data: Callable[[Scene, str], dict[str, Any]],
    check: Callable[[Scene, str], bool],
) -> Door:
    def door(who: Person, scene: Scene, code: str) -> bool:
        with TestCase.captureOnCommitCallbacks(execute=True):
            who.browser.post(url(scene, code), data(scene, code))
        return check(scene, code)

    return door


def nothing(scene: Scene, code: str) -> dict[str, Any]:
    return {}


def submit_url(scene: Scene, code: str) -> str:
    return reverse("wagtail_localize:submit_page_translation", args=[scene.fresh.pk])


def update_url(scene: Scene, code: str) -> str:
    source = scene.record(scene.behind).source_id
    return reverse("wagtail_localize:update_translations", args=[source])


def begun_url(scene: Scene, code: str) -> str:
    return reverse("wagtailadmin_pages:edit", args=[scene.counterpart(scene.begun).pk])


def texts_url(scene: Scene, code: str) -> str:
    return reverse("liaison_save_texts", args=[scene.record(scene.begun).pk])


def new_text(scene: Scene, code: str) -> dict[str, str]:
    source = scene.record(scene.begun).source
    segment = source.stringsegment_set.get(context__path="lead")
    seen = StringTranslation.objects.get(
        translation_of=segment.string, context=segment.context, locale=scene.serbian
    )
    return {f"text-{segment.pk}": "Ново.", f"seen-{segment.pk}": seen.data}


def _has_taken_over(scene: Scene, code: str) -> bool:
    source = scene.record(scene.behind).source
    return source.stringsegment_set.filter(string__data="Another lead.").exists()


def _write_the_new_text(scene: Scene, code: str) -> dict[str, Any]:
    """Translate what is new, so that nothing but a right is wanting."""
    source = scene.record(scene.behind).source
    source.update_from_db()
    write(scene.record(scene.behind))
    return {"publish_translations": "on"}


def _both_url(scene: Scene, code: str) -> str:
    return reverse("liaison_publish_page", args=[scene.begun.pk])


def _files_url(scene: Scene, code: str) -> str:
    return reverse("liaison_translation_exchange")


def _exports(who: Person, scene: Scene, code: str) -> bool:
    data = {"action": "export", "below": scene.behind.pk, "file_format": "po"}
    return "attachment" in who.browser.post(_files_url(scene, code), data).get(
        "Content-Disposition", ""
    )


def _term_url(scene: Scene, code: str) -> str:
    return reverse("terms:add")


def _office_url(name: str) -> Callable[[Scene, str], str]:
    return lambda scene, code: reverse(
        f"wagtailsnippets_offices_office:{name}", args=[scene.offices[code].pk]
    )


def _new_office_url(scene: Scene, code: str) -> str:
    return reverse("wagtailsnippets_offices_office:add") + f"?locale={code}"


def office_form(scene: Scene, code: str, **entered: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "name": "Entered",
            **dict.fromkeys(("unit", "building", "latitude", "longitude", "hours"), ""),
            "street": "Bircaninova 5",
            "postal_code": "11000",
            "city": "Belgrade",
            "country": "Serbia",
            "opening_times-count": "0",
            "closed_days-count": "0",
            "sort_order": "0",
            "channels": inline_formset([]),
            **entered,
        }
    )


def _changes_office(who: Person, scene: Scene, code: str) -> bool:
    """By Wagtail's form; a translation by the form of its texts."""
    office = scene.offices[code]
    before = office.latest_revision_id
    data = office_form(scene, code) if code == "en" else {"action": "save"}
    who.browser.post(_office_url("edit")(scene, code), data)
    return bool(Office.objects.get(pk=office.pk).latest_revision_id != before)


def _publishes_office(who: Person, scene: Scene, code: str) -> bool:
    office = Office.objects.get(pk=scene.offices[code].pk)
    before = office.live_revision_id
    data = office_form(scene, code, **{"action-publish": "x"})
    with TestCase.captureOnCommitCallbacks(execute=True):
        who.browser.post(
            _office_url("edit")(scene, code), data if code == "en" else {"action": "publish"}
        )
    return bool(Office.objects.get(pk=office.pk).live_revision_id != before)


def _is_office_gone(scene: Scene, code: str) -> bool:
    return not Office.objects.filter(pk=scene.offices[code].pk).exists()


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.png", get_test_image_file().file.getvalue(), "image/png")


def of_files(kind: str, model: type[Any], app: str, file: Callable[[], Any]) -> dict[str, Any]:
    """The trials of pictures, or of documents."""

    def of(name: str) -> Callable[[Scene, str], str]:
        return lambda scene, code: reverse(f"{app}:{name}", args=[getattr(scene, kind).pk])

    def add(scene: Scene, code: str) -> str:
        return reverse(f"{app}:add")

    def root() -> int:
        return Collection.get_first_root_node().pk

    def is_gone(scene: Scene, code: str) -> bool:
        return not model.objects.filter(pk=getattr(scene, kind).pk).exists()

    def entered(scene: Scene, code: str) -> dict[str, Any]:
        return {"title": "Entered", "collection": root(), "description": "A wall", "tags": ""}

    def is_entered(scene: Scene, code: str) -> bool:
        return model.objects.filter(title="Entered").exists()

    label = model._meta.model_name
    name = "picture" if kind == "image" else "document"
    return {
        f"add a {name}": {
            "view": opens(add),
            "request": posts(
                add, lambda scene, code: {**entered(scene, code), "file": file()}, is_entered
            ),
        },
        f"change a {name} of somebody else": {
            "view": opens(of("edit")),
            "request": posts(of("edit"), entered, is_entered),
        },
        f"delete a {name} of somebody else": {
            "view": opens(of("delete")),
            "request": posts(of("delete"), nothing, is_gone),
            "bulk": posts(
                lambda scene, code: (
                    f"/admin/bulk/site_core/{label}/delete/?id={getattr(scene, kind).pk}"
                ),
                nothing,
                is_gone,
            ),
        },
    }


ACTS: dict[str, dict[str, Door]] = {
    "see what is to be translated": {
        "view": opens(lambda scene, code: reverse("liaison_translations")),
    },
    "begin the translation of a page": {
        "view": opens(submit_url),
        "request": posts(
            submit_url,
            lambda scene, code: {"locales": [scene.serbian.pk]},
            lambda scene, code: scene.fresh.has_translation(scene.serbian),
        ),
    },
    "take over new texts into a translation": {
        "view": opens(update_url),
        "request": posts(update_url, nothing, _has_taken_over),
    },
    "publish a translation with them": {
        "request": posts(
            update_url,
            _write_the_new_text,
            lambda scene, code: "Another lead." in scene.counterpart(scene.behind).lead,
        ),
    },
    "write the texts of a page": {
        "view": opens(begun_url),
        "request": posts(
            texts_url,
            new_text,
            lambda scene, code: StringTranslation.objects.filter(data="Ново.").exists(),
        ),
    },
    "publish the translation of a page": {
        "request": posts(
            begun_url,
            lambda scene, code: {"action": "publish"},
            lambda scene, code: scene.counterpart(scene.begun).live,
        ),
    },
    "publish a page in both languages": {
        "view": opens(_both_url),
        "request": posts(
            _both_url,
            lambda scene, code: {"action": "together"},
            lambda scene, code: scene.counterpart(scene.begun).live,
        ),
    },
    "exchange files with translators": {"view": opens(_files_url), "request": _exports},
    "keep the terms": {
        "view": opens(_term_url),
        "request": posts(
            _term_url,
            lambda scene, code: {"english": "pact", "serbian": "пакт", "note": ""},
            lambda scene, code: Term.objects.filter(english="pact").exists(),
        ),
    },
    "add an office": {
        "view": opens(_new_office_url),
        "request": posts(
            _new_office_url,
            office_form,
            lambda scene, code: Office.objects.filter(
                name="Entered", locale__language_code=code
            ).exists(),
        ),
    },
    "change the draft of an office": {
        "view": opens(_office_url("edit")),
        "request": _changes_office,
    },
    "publish an office": {"request": _publishes_office},
    "withdraw an office": {
        "view": opens(_office_url("unpublish")),
        "request": posts(
            _office_url("unpublish"),
            nothing,
            lambda scene, code: not Office.objects.get(pk=scene.offices[code].pk).live,
        ),
    },
    "delete an office": {
        "view": opens(_office_url("delete")),
        "request": posts(_office_url("delete"), nothing, _is_office_gone),
        "bulk": posts(
            lambda scene, code: f"/admin/bulk/offices/office/delete/?id={scene.offices[code].pk}",
            nothing,
            _is_office_gone,
        ),
    },
    **of_files("image", SiteImage, "wagtailimages", picture),
    **of_files(
        "document",
        SiteDocument,
        "wagtaildocs",
        lambda: SimpleUploadedFile("a.txt", b"Some text.", content_type="text/plain"),
    ),
    "make a collection": {
        "view": opens(lambda scene, code: reverse("wagtailadmin_collections:add")),
        "request": posts(
            lambda scene, code: reverse("wagtailadmin_collections:add"),
            lambda scene, code: {"name": "Visits", "parent": Collection.get_first_root_node().pk},
            lambda scene, code: Collection.objects.filter(name="Visits").exists(),
        ),
    },
}


def test_the_table_and_the_trials_are_of_the_same_acts_and_doors() -> None:
    assert {act: set(row.doors) for act, row in ROWS.items()} == {
        act: set(doors) for act, doors in ACTS.items()
    }


@pytest.mark.parametrize(
    ("act", "door"), [(act, door) for act, row in ROWS.items() for door in row.doors]
)
def test_a_role_may_do_what_the_table_gives_and_nothing_else(
    scene: Scene, act: str, door: str
) -> None:
    has_language = any({"en", "sr"} & cell for cell in ROWS[act].may.values())
    languages = ("en", "sr") if has_language else ("yes",)
    done_by = {
        role: {code for code in languages if tried(ACTS[act][door], who, scene, code)}
        for role, who in one_of_each().items()
    }
    assert done_by == ROWS[act].may
