"""Blocks of running text."""

from __future__ import annotations

from typing import Any, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.rich_text import RichText

from site_core.blocks.comparison import ComparedByParts
from site_core.languages import kept_script, other_language
from site_core.languages.variants import variant_for_code
from site_core.published.json_schema import Schema, Shape, Tag
from site_core.published.links import html_with_origin
from site_core.published.markdown import from_html, plain, quoted

GROUP = _("Text")
INLINE_FEATURES = [
    "bold",
    "italic",
    "link",
    "document-link",
    kept_script.FEATURE,
    other_language.FEATURE,
]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul"]


class KeepScriptBlock(BooleanBlock):
    """Whether the plain texts beside it are shown in the script in which they are written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Keep the script"))
        kwargs.setdefault(
            "help_text", _("Shown as it is written, to readers of Serbian Latin as well.")
        )
        super().__init__(**kwargs)

    def get_api_representation(self, value: bool | None, context: Any = None) -> bool:
        return bool(value)  # older texts do not have it


class ParagraphBlock(RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    def get_api_representation(self, value: RichText, context: Any = None) -> str:
        return html_with_origin(value.source)

    class Meta:
        label = _("Paragraph")
        icon = "pilcrow"
        group = GROUP
        template = "components/blocks/paragraph.html"
        description = _("Running text with links and lists.")
        preview_value = _(
            "<p>The office keeps the authorities and the Alliance in touch, day by day.</p>"
        )


def heading_anchor(block_id: str | None) -> str:
    """The fragment of a heading's permanent URL: the same in every language, whatever it is called."""
    return f"heading-{block_id}" if block_id else ""


class Heading(Shape):
    """A heading inside the text: `level` is that of `<h2>` or `<h3>`."""

    text: str
    level: Literal[2, 3]


class HeadingBlock(ComparedByParts, StructBlock):
    """A heading inside the text."""

    text = CharBlock(label=_("Text"), max_length=200)
    level = ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Heading")), ("3", _("Subheading"))],
        default="2",
        search_index=False,
    )
    keep_script = KeepScriptBlock()

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """The heading, with its level as a number."""
        represented: dict[str, Any] = super().get_api_representation(value, context)
        return {**represented, "level": int(represented["level"] or 2)}

    def get_api_schema(self, schemas: Any) -> Schema:
        return schemas.shape(Heading)

    def get_markdown(self, value: dict[str, Any]) -> str:
        return f"{'#' * int(value['level'] or 2)} {plain(value['text'])}"

    class Meta:
        label = _("Heading")
        icon = "title"
        group = GROUP
        template = "components/blocks/heading.html"
        description = _("Divides a long text, so that readers can find their way.")
        preview_value = {"text": _("What was agreed"), "level": "2"}


class Quotation(Shape):
    """Somebody's own words, with their source."""

    text: str
    source: str
    source_url: str
    language: Tag | None = Field(
        description="Of the text, for `lang`; null where it is the page's own."
    )


class QuoteValue(StructValue):
    """Quoted words, and the language that they are in."""

    def tag_in(self, page_language: str) -> str | None:
        """BCP 47 tag of the words in a page of this locale; ``None`` where they are in its own language.

        A translator may have translated the words: then they are the page's, whatever the field says.
        """
        language = self.get("language") or page_language  # older texts do not have it
        return other_language.tag_in_page(str(self["text"]), language, page_language)

    @property
    def foreign_tag(self) -> str | None:
        """The same in the page that is being read."""
        return self.tag_in(variant_for_code(get_language()).locale_code)


class QuoteBlock(ComparedByParts, StructBlock):
    """Somebody's own words, with their source."""

    text = TextBlock(label=_("Quotation"), help_text=_("Without quotation marks."))
    source = CharBlock(
        label=_("Source"), max_length=200, help_text=_("Who said it, and where or when.")
    )
    source_url = URLBlock(
        label=_("Address of the source"),
        required=False,
        help_text=_("Where the quotation can be read in full."),
    )
    language = ChoiceBlock(
        label=_("Language of the quotation"),
        choices=[("", _("The page's own")), ("en", _("English")), ("sr", _("Serbian"))],
        default="",
        required=False,
        search_index=False,
        help_text=_(
            "The language in which the quotation is written, if that is not the language of the page."
        ),
    )
    keep_script = KeepScriptBlock()

    def get_api_representation(self, value: QuoteValue, context: Any = None) -> dict[str, Any]:
        """The quotation, with the tag of its language where that is not the page's."""
        page_language = (context or {}).get("locale", "en")
        represented: dict[str, Any] = super().get_api_representation(value, context)
        return {**represented, "language": value.tag_in(page_language)}

    def get_markdown(self, value: dict[str, Any]) -> str:
        return quoted(f"{plain(value['text'])}\n\n— {plain(value['source'])}")

    def get_api_schema(self, schemas: Any) -> Schema:
        return schemas.shape(Quotation)

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        group = GROUP
        template = "components/blocks/quote.html"
        value_class = QuoteValue
        description = _("Somebody's own words, with their source.")
        preview_value = {
            "text": _("Dialogue is the part of our work that nobody sees and everybody needs."),
            "source": _("An officer of the mission"),
            "source_url": "",
        }


class CalloutBlock(ComparedByParts, StructBlock):
    """A short passage that must not be missed."""

    tone = ChoiceBlock(
        label=_("Tone"),
        choices=[("note", _("Note")), ("important", _("Important"))],
        default="note",
        search_index=False,
    )
    title = CharBlock(label=_("Title"), max_length=120, required=False)
    text = ParagraphBlock(label=_("Text"), features=TEXT_FEATURES)

    def get_markdown(self, value: dict[str, Any]) -> str:
        title = f"**{plain(value['title'])}**\n\n" if value["title"] else ""
        return quoted(f"{title}{from_html(value['text'])}")

    class Meta:
        label = _("Callout")
        icon = "warning"
        group = GROUP
        template = "components/blocks/callout.html"
        description = _("Sets a short passage apart from the text around it.")
        preview_value = {
            "tone": "note",
            "title": _("Before you write"),
            "text": _("<p>The office answers enquiries from the media only.</p>"),
        }
