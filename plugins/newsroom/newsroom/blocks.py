"""Blocks of news: what somebody said in another language, and what was put right later."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field, WithJsonSchema
from wagtail.blocks import CharBlock, ChoiceBlock, DateBlock, StructBlock, StructValue, TextBlock

from site_core.blocks.text import ParagraphBlock
from site_core.published.json_schema import HTML, Schema, Shape
from site_core.published.markdown import from_html, plain, quoted

#: BCP 47 tag → its name, in which Serbian is what it is written in: Cyrillic.
LANGUAGES = {
    "en": _("English"),
    "sr-Cyrl": _("Serbian"),
    "fr": _("French"),
    "de": _("German"),
    "it": _("Italian"),
    "es": _("Spanish"),
    "ru": _("Russian"),
    "tr": _("Turkish"),
    "el": _("Greek"),
    "hu": _("Hungarian"),
    "ro": _("Romanian"),
    "bg": _("Bulgarian"),
    "mk": _("Macedonian"),
    "sq": _("Albanian"),
}
SERBIAN = "sr-Cyrl"


class OriginalWordsBlock(TextBlock):
    """Words that are the same in every language of the page: nobody is asked to translate them."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """None, for wagtail-localize."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """What stood there, for wagtail-localize."""
        return value


class SourceQuotation(Shape):
    """Somebody's words as they were said, with a translation where the readers need one."""

    original: str
    language: str = Field(description="BCP 47 tag of `original`, for `lang`.")
    translation: str
    source: str


class SourceQuotationBlock(StructBlock):
    """Somebody's words as they were said, with a translation where the readers need one."""

    original = OriginalWordsBlock(
        label=_("Words as they were said"),
        help_text=_("Without quotation marks. They stay as they are in every language."),
    )
    language = ChoiceBlock(
        label=_("Language of these words"), choices=list(LANGUAGES.items()), search_index=False
    )
    translation = TextBlock(
        label=_("Translation"),
        required=False,
        help_text=_("For those who do not read that language. Empty where all readers do."),
    )
    source = CharBlock(
        label=_("Source"), max_length=200, help_text=_("Who said it, and where or when.")
    )

    def get_context(self, value: StructValue, parent_context: Any = None) -> dict[str, Any]:
        """With ``is_kept``: whether a browser shall leave the words alone, and so shall the other script."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["is_kept"] = value["language"] != SERBIAN
        context["language_name"] = LANGUAGES.get(value["language"], "")
        return context

    def get_api_schema(self, schemas: Any) -> Schema:
        return schemas.shape(SourceQuotation)

    def get_markdown(self, value: dict[str, Any]) -> str:
        words = [
            plain(value["original"]),
            plain(value["translation"]),
            f"— {plain(value['source'])}",
        ]
        return quoted("\n\n".join(filter(None, words)))

    class Meta:
        label = _("Quotation in its original language")
        icon = "openquote"
        group = _("Text")
        template = "newsroom/blocks/source_quotation.html"
        description = _("Somebody's words as they were said, with a translation beneath.")
        preview_value = {
            "original": "Der Dialog ist der Anfang jeder Zusammenarbeit.",
            "language": "de",
            "translation": _("Dialogue is the beginning of all cooperation."),
            "source": _("A visitor to the office"),
        }


class NewsCorrection(Shape):
    """What was wrong in an item, and when that was put right."""

    date: Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
    text: Annotated[str, WithJsonSchema(HTML)]


class CorrectionBlock(StructBlock):
    """What was wrong in an item, and when that was put right."""

    date = DateBlock(label=_("Date of the correction"))
    text = ParagraphBlock(
        label=_("What was corrected"),
        help_text=_("What the item said before, and what it says now."),
    )

    def get_api_schema(self, schemas: Any) -> Schema:
        return schemas.shape(NewsCorrection)

    def get_markdown(self, value: dict[str, Any]) -> str:
        return f"{value['date']}: {from_html(value['text'])}"

    class Meta:
        label = _("Correction")
        icon = "edit"
        group = _("Text")
        template = "newsroom/blocks/correction.html"
        description = _("What was wrong, and when it was put right. Readers and apps see it.")
        preview_value = {
            "date": "2026-11-03",
            "text": _("<p>An earlier version gave the wrong month.</p>"),
        }
