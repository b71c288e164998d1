"""The form of all texts: what a translator writes, says and ticks off at each of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from relations.models import ArticlePage
from site_core.models import Term, TextComment, User
from site_core.translations.status import statuses
from tests.support.editing import stored
from tests.support.translating import submit, translate, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(article: ArticlePage, serbian: Locale) -> Translation:
    record = submit(article, serbian)
    write(record)
    return record


def segment(translation: Translation, path: str = "lead") -> Any:
    return translation.source.stringsegment_set.get(context__path=path)


def written(translation: Translation, path: str = "lead") -> StringTranslation | None:
    found = segment(translation, path)
    return StringTranslation.objects.filter(
        translation_of=found.string, context=found.context, locale=translation.target_locale
    ).first()


def text(translation: Translation, path: str = "lead") -> str:
    found = written(translation, path)
    return found.data if found else ""


def address(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def shown(editor: Client, translation: Translation) -> str:
    return editor.get(address(translation)).content.decode()


def box(translation: Translation, new: str, old: str | None = None) -> dict[str, str]:
    """What a form sends for the lead: what was typed, and what stood there when it was shown."""
    pk = segment(translation).pk
    seen = text(translation) if old is None else old
    return {f"text-{pk}": new, f"seen-{pk}": seen}


class TestSaving:
    def test_one_changed_sentence_costs_one_edit_and_one_click(
        self, article: ArticlePage, serbian: Locale, editor: Client, commits: Any
    ) -> None:
        translate(article, serbian)
        page = ArticlePage.objects.get(pk=article.pk)
        page.lead = "What the office does, in short."
        page.save_revision().publish()
        translation = Translation.objects.get(source__object_id=article.translation_key)
        shown(editor, translation)
        with commits(execute=True):
            editor.post(
                address(translation),
                {**box(translation, "Шта канцеларија ради, укратко."), "action": "publish"},
            )
        assert article.get_translation(serbian).lead == "Шта канцеларија ради, укратко."
        assert statuses([stored(article)], serbian)[article.pk].state == "current"

    def test_a_box_that_was_not_touched_leaves_a_colleagues_text(
        self, translation: Translation, editor: Client
    ) -> None:
        form = box(translation, text(translation))
        found = written(translation)
        assert found is not None
        found.data = "Нешто ново."
        found.save()
        editor.post(address(translation), {**form, "action": "save"})
        assert text(translation) == "Нешто ново."

    def test_an_emptied_box_is_not_translated(
        self, translation: Translation, editor: Client
    ) -> None:
        editor.post(address(translation), {**box(translation, " "), "action": "save"})
        assert written(translation) is None
        assert 'data-state="missing"' in shown(editor, translation)

    def test_plain_text_is_typed_as_it_reads(
        self, translation: Translation, editor: Client
    ) -> None:
        typed = "Једно & друго < треће\r\nнов ред"
        url = reverse("liaison_save_texts", args=[translation.pk])
        answer = editor.post(url, box(translation, typed)).json()
        assert answer["left"] == 0
        assert "Једно &amp; друго &lt; треће" in text(translation)
        translation.save_target(publish=True)
        draft: Any = translation.get_target_instance().get_latest_revision_as_object()
        assert draft.lead == "Једно & друго < треће\nнов ред"
        assert "Једно &amp; друго &lt; треће\nнов ред</textarea>" in shown(editor, translation)

    def test_the_answer_says_what_to_look_at(
        self, translation: Translation, editor: Client
    ) -> None:
        url = reverse("liaison_save_texts", args=[translation.pk])
        answer = editor.post(url, box(translation, "Tekst na latinici je ovde.")).json()
        (found,) = answer["texts"].values()
        assert found["state"] == "done"
        assert found["remarks"].count("<li>") == 1
        assert "This text is written in Latin." in found["remarks"]

    def test_what_a_colleague_has_locked_is_not_written(
        self, translation: Translation, editor: Client
    ) -> None:
        page: Any = translation.get_target_instance()
        page.locked, page.locked_by = True, User.objects.create_user("ana", "a@example.org", "x")
        page.save()
        url = reverse("liaison_save_texts", args=[translation.pk])
        response = editor.post(
            url, box(translation, "Друго."), headers={"accept": "application/json"}
        )
        assert response.status_code == 409
        assert "locked by ana" in response.json()["detail"]
        assert text(translation).startswith("Превод")

    def test_what_was_changed_in_another_window_is_not_overwritten(
        self, translation: Translation, editor: Client
    ) -> None:
        url = reverse("liaison_save_texts", args=[translation.pk])
        first = text(translation)
        assert editor.post(url, box(translation, "Прво.", first)).status_code == 200
        assert editor.post(url, box(translation, "Прво, боље.", "Прво.")).status_code == 200

        response = editor.post(
            url, box(translation, "Друго.", first), headers={"accept": "application/json"}
        )
        assert response.status_code == 409
        for both in ("“Прво, боље.”", "“Друго.”"):
            assert both in response.json()["detail"]
        assert text(translation) == "Прво, боље."
        # Who has typed the same has no quarrel with anybody.
        assert editor.post(url, box(translation, "Прво, боље.", first)).status_code == 200

    def test_nothing_is_published_that_its_editor_has_not_seen(
        self, translation: Translation, editor: Client
    ) -> None:
        first = text(translation)
        editor.post(address(translation), {**box(translation, "Прво.", first), "action": "save"})
        response = editor.post(
            address(translation),
            {**box(translation, "Друго.", first), "action": "publish"},
            follow=True,
        )
        assert "Yours was: “Друго.”" in response.content.decode()
        assert text(translation) == "Прво."
        assert not translation.get_target_instance().live

    def test_remarks_come_with_their_buttons_while_somebody_writes(
        self, translation: Translation, editor: Client
    ) -> None:
        url = reverse("liaison_save_texts", args=[translation.pk])
        answer = editor.post(url, box(translation, "Sve o kancelariji.")).json()
        (found,) = answer["texts"].values()
        for button in ("Convert to Cyrillic", "It is right so"):
            assert button in found["remarks"]
        about_the_lead = f'href="#text-{segment(translation).pk}"'
        assert about_the_lead in answer["remarks"]

        answer = editor.post(url, box(translation, "Све о канцеларији.")).json()
        (found,) = answer["texts"].values()
        assert "<li>" not in found["remarks"]
        assert about_the_lead not in answer["remarks"]

    def test_an_address_is_answered_as_it_is_stored(
        self, translation: Translation, editor: Client
    ) -> None:
        slug = segment(translation, "slug").pk
        url = reverse("liaison_save_texts", args=[translation.pk])
        typed = {f"text-{slug}": "Наша Мисија!", f"seen-{slug}": text(translation, "slug")}
        assert editor.post(url, typed).json()["texts"][str(slug)]["value"] == "nasa-misija"

    @pytest.mark.parametrize("action", ["save", "publish", "submit"])
    def test_a_translation_that_was_stopped_meanwhile(
        self, translation: Translation, editor: Client, action: str
    ) -> None:
        sent = {**box(translation, "Друго."), "action": action}
        translation.enabled = False
        translation.save()

        saved = editor.post(
            reverse("liaison_save_texts", args=[translation.pk]),
            sent,
            headers={"accept": "application/json"},
        )
        assert saved.status_code == 409
        assert "was stopped" in saved.json()["detail"]
        response = editor.post(address(translation), sent)
        assert response.status_code == 302
        assert "was stopped" in shown(editor, translation)
        assert text(translation).startswith("Превод")

    def test_nobody_without_rights_writes(self, translation: Translation) -> None:
        User.objects.create_user("reader", "r@example.org", "x")
        stranger = Client()
        stranger.login(username="reader", password="x")
        url = reverse("liaison_save_texts", args=[translation.pk])
        assert stranger.post(url, box(translation, "Друго.")).status_code in (302, 403)
        assert text(translation).startswith("Превод")


class TestComments:
    def test_are_said_at_a_text_and_settled(self, translation: Translation, editor: Client) -> None:
        url = reverse("liaison_comment_on_text", args=[translation.pk, segment(translation).pk])
        form = {
            "next": address(translation),
            f"comment-{segment(translation).pk}": "Да ли је то 2006?",
        }
        response = editor.post(url, {**form, **box(translation, "Уз то откуцано.")})
        assert response["Location"].endswith(f"#text-{segment(translation).pk}")
        assert "Да ли је то 2006?" in shown(editor, translation)
        assert text(translation) == "Уз то откуцано."  # nothing is lost

        comment = TextComment.objects.get()
        editor.post(url, {"next": address(translation), "resolve": comment.pk})
        comment.refresh_from_db()
        assert comment.resolved_at is not None
        assert "translation-text__resolved" in shown(editor, translation)

    def test_an_empty_one_is_asked_for(self, translation: Translation, editor: Client) -> None:
        url = reverse("liaison_comment_on_text", args=[translation.pk, segment(translation).pk])
        response = editor.post(url, {"next": address(translation)}, follow=True)
        assert "Write the comment first." in response.content.decode()


class TestTerms:
    @pytest.fixture(autouse=True)
    def term(self, db: None) -> Term:
        return Term.objects.create(
            english="office", serbian="канцеларија; биро", note="Never «агенција»."
        )

    @pytest.mark.parametrize(
        ("typed", "is_missing"),
        [("Рад канцеларије.", False), ("Rad biroa.", False), ("Рад агенције.", True)],
    )
    def test_that_a_text_does_not_have_are_marked(
        self, translation: Translation, editor: Client, typed: str, is_missing: bool
    ) -> None:
        url = reverse("liaison_save_texts", args=[translation.pk])
        answer = editor.post(url, box(translation, typed)).json()
        (found,) = answer["texts"].values()
        sentence = "“office” is translated as “канцеларија; биро”."
        assert (sentence in found["remarks"]) is is_missing
        assert "Never «агенција»." in shown(editor, translation)

    def test_are_kept_by_administrators_in_cyrillic(self, editor: Client) -> None:
        url = reverse("terms:add")
        form = {"english": "treaty", "serbian": "sporazum", "note": ""}
        assert "Write it in Cyrillic: “споразум”." in editor.post(url, form).content.decode()
        editor.post(url, {**form, "serbian": "споразум"})
        assert Term.objects.filter(serbian="споразум").exists()
        assert "споразум" in editor.get(reverse("terms:index")).content.decode()


class TestTickingOff:
    def test_holds_as_long_as_the_text_stays(
        self, translation: Translation, editor: Client
    ) -> None:
        save = reverse("liaison_save_texts", args=[translation.pk])
        editor.post(save, box(translation, "У 10 сати."))
        assert 'data-remark="figures"' in shown(editor, translation)
        found = written(translation)
        assert found is not None
        url = reverse("liaison_change_text", args=[translation.pk, found.pk])
        editor.post(url, {"action": "dismiss-figures", "next": address(translation)})
        assert 'data-remark="figures"' not in shown(editor, translation)
        editor.post(save, box(translation, "У 11 сати."))
        assert 'data-remark="figures"' in shown(editor, translation)

    def test_what_a_field_needs_cannot_be_ticked_off(
        self, translation: Translation, editor: Client
    ) -> None:
        found = written(translation)
        assert found is not None
        found.data = "<b>Превод"
        found.save()
        url = reverse("liaison_change_text", args=[translation.pk, found.pk])
        editor.post(url, {"action": "dismiss-markup", "next": address(translation)})
        assert 'data-remark="markup"' in shown(editor, translation)


class TestPreview:
    @pytest.mark.parametrize(("code", "word"), [("sr", "Превод"), ("sr-latn", "Prevod")])
    def test_shows_the_page_as_it_will_be_read(
        self, translation: Translation, editor: Client, code: str, word: str
    ) -> None:
        url = reverse("liaison_preview_texts", args=[translation.pk, code])
        response = editor.get(url)
        assert f"{word}: Mission" in response.content.decode() or word in response.content.decode()
        assert response["X-Frame-Options"] == "SAMEORIGIN"

    @pytest.mark.parametrize("code", ["sr", "sr-latn"])
    def test_marks_the_script_that_is_shown(
        self, translation: Translation, editor: Client, code: str
    ) -> None:
        html = editor.get(
            reverse("liaison_preview_texts", args=[translation.pk, code])
        ).content.decode()
        marked = re.findall(r'<a[^>]*aria-current="true"[^>]*>', html)
        assert [f'href="/{code}/' in link for link in marked] == [True], marked

    def test_a_variant_that_is_not_known_is_not_found(
        self, translation: Translation, editor: Client
    ) -> None:
        url = reverse("liaison_preview_texts", args=[translation.pk, "fr"])
        assert editor.get(url).status_code == 404

    def test_is_for_editors_alone(self, translation: Translation) -> None:
        url = reverse("liaison_preview_texts", args=[translation.pk, "sr"])
        assert Client().get(url).status_code == 302
