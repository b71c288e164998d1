"""Texts from a machine and from a translator's own file."""

from __future__ import annotations

import json
from typing import Any

import polib
import pytest
import requests
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from relations.models import ArticlePage
from site_core.exceptions import StartupError
from site_core.settings.machine_translation import machine_translator
from tests.support.translating import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(article: ArticlePage, serbian: Locale) -> Translation:
    return submit(article, serbian)


def texts(translation: Translation) -> dict[str, StringTranslation]:
    return {
        item.context.path.partition(".")[0]: item
        for item in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id
        ).select_related("context")
        if item.context is not None
    }


class TestAMachine:
    ADDRESS = "/admin/localize/translate/{}/machine_translate/"

    @pytest.fixture
    def service(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        """A LibreTranslate that answers in Serbian; what it was asked is noted."""
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
            "libretranslate:https://translate.example.org?api_key=secret"
        )
        asked: dict[str, Any] = {}

        def post(url: str, data: str, **options: Any) -> Any:
            asked.update({"url": url, **json.loads(data)})
            if asked["q"] == ["fail"]:
                raise requests.ConnectionError
            answer = requests.Response()
            answer.status_code = 200
            answer._content = json.dumps(
                {"translatedText": [f"Машински: {text}" for text in asked["q"]]}
            ).encode()
            return answer

        monkeypatch.setattr(requests, "post", post)
        return asked

    def button(self, editor: Client, translation: Translation) -> bool:
        page = translation.get_target_instance()
        shown = editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
        return "LibreTranslate" in shown

    def test_without_configuration_there_is_no_button(
        self, editor: Client, translation: Translation
    ) -> None:
        assert not self.button(editor, translation)
        assert editor.post(self.ADDRESS.format(translation.pk)).status_code == 404

    def test_its_work_is_marked(
        self, editor: Client, translation: Translation, service: dict[str, Any]
    ) -> None:
        assert self.button(editor, translation)

        editor.post(self.ADDRESS.format(translation.pk))

        assert service["url"] == "https://translate.example.org/translate"
        assert (service["source"], service["target"], service["api_key"]) == ("en", "sr", "secret")
        lead = texts(translation)["lead"]
        assert lead.data == "Машински: What the office does."
        assert (lead.translation_type, lead.tool_name) == ("machine", "LibreTranslate")
        page = translation.get_target_instance()
        shown = editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
        assert "Made by LibreTranslate and not reviewed yet." in shown

    def test_one_that_does_not_answer_is_said(
        self,
        editor: Client,
        translation: Translation,
        service: dict[str, Any],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def fail(*arguments: Any, **options: Any) -> None:
            raise requests.ConnectionError

        monkeypatch.setattr(requests, "post", fail)
        response = editor.post(self.ADDRESS.format(translation.pk), follow=True)

        assert "did not answer as expected" in response.content.decode()
        assert texts(translation) == {}

    def test_services(self) -> None:
        assert machine_translator("deepl:key:fx") == {
            "CLASS": "wagtail_localize.machine_translators.deepl.DeepLTranslator",
            "OPTIONS": {"AUTH_KEY": "key:fx"},
        }
        assert machine_translator("") is None
        with pytest.raises(StartupError, match="install the package google-cloud-translate"):
            machine_translator("google:project")


class TestAFileOfOnePage:
    def upload(self, editor: Client, translation: Translation, catalogue: polib.POFile) -> str:
        response = editor.post(
            f"/admin/localize/translate/{translation.pk}/pofile/upload/",
            {"file": SimpleUploadedFile("page.po", str(catalogue).encode())},
            follow=True,
        )
        return response.content.decode()

    def catalogue(self, editor: Client, translation: Translation) -> polib.POFile:
        response = editor.get(f"/admin/localize/translate/{translation.pk}/pofile/download/")
        return polib.pofile(response.content.decode())

    def test_what_is_not_certain_is_left_out(
        self, editor: Client, translation: Translation
    ) -> None:
        catalogue = self.catalogue(editor, translation)
        for entry in catalogue:
            entry.msgstr = "prevod" if entry.msgctxt == "slug" else f"Превод: {entry.msgid}"
            if entry.msgctxt == "lead":
                entry.flags.append("fuzzy")

        shown = self.upload(editor, translation, catalogue)

        assert "Texts imported: 3. Skipped: 1." in shown
        assert "lead" not in texts(translation)

    def test_broken_markup_changes_nothing(self, editor: Client, translation: Translation) -> None:
        catalogue = self.catalogue(editor, translation)
        for entry in catalogue:
            entry.msgstr = "<b>Превод</b>"

        shown = self.upload(editor, translation, catalogue)

        assert "Nothing was imported" in shown
        assert texts(translation) == {}
