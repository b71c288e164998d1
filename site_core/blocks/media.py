"""Images, documents and films."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue, URLBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

from site_core.blocks.comparison import ComparedByParts
from site_core.blocks.text import ParagraphBlock
from site_core.published import files, images, shapes
from site_core.published.json_schema import Schema, Shape
from site_core.published.markdown import from_html, link, plain

GROUP = _("Media")


class ImageFigure(Shape):
    """A picture with its caption. `image` is null where its file is lost."""

    image: shapes.Image | None
    caption: str


class DocumentLink(Shape):
    """A file to download, and what the link says; empty for the title of the file."""

    document: shapes.Document | None
    title: str


class ImageFigureBlock(ComparedByParts, StructBlock):
    """An image with its alternative text, or the statement that it is decorative."""

    image = ImageBlock(label=_("Image"))
    caption = CharBlock(label=_("Picture caption"), max_length=250, required=False)

    def get_api_representation(
        self, value: StructValue, context: Any = None
    ) -> dict[str, Any] | None:
        image = value["image"]
        return {
            "image": images.represent_image(image, image.contextual_alt_text or "")
            if image
            else None,
            "caption": value["caption"] or "",
        }

    def restore_translated_segments(self, value: StructValue, segments: list[Any]) -> StructValue:
        """As wagtail-localize does it, which fails at the description of a picture that is deleted."""
        if value["image"] is None:
            segments = [segment for segment in segments if segment.path.split(".")[0] != "image"]
        restored: StructValue = StreamFieldSegmentsWriter(None, None, None).handle_struct_block(
            value, segments
        )
        return restored

    def get_markdown(self, value: dict[str, Any]) -> str:
        image = value["image"]
        shown = f"![{plain(image['alt'])}]({image['src']})" if image else ""
        return "\n\n".join(filter(None, [shown, plain(value["caption"])]))

    def get_api_schema(self, schemas: Any) -> Schema:
        return schemas.shape(ImageFigure)

    class Meta:
        label = _("Image")
        icon = "image"
        group = GROUP
        template = "components/blocks/image_figure.html"
        preview_template = "components/blocks/preview_image.html"
        description = _("A picture with a caption. Say what it shows, or that it is decorative.")


class DocumentBlock(ComparedByParts, StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = CharBlock(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("What the link says. Without it, the title in the library is used."),
    )

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        document = value["document"]
        return {
            "document": files.represent_document(document) if document else None,
            "title": value["title"] or (document.title if document else ""),
        }

    def get_markdown(self, value: dict[str, Any]) -> str:
        document = value["document"]
        return link(value["title"] or document["title"], document["url"]) if document else ""

    def get_api_schema(self, schemas: Any) -> Schema:
        return schemas.shape(DocumentLink)

    class Meta:
        label = _("Document")
        icon = "doc-full"
        group = GROUP
        template = "components/blocks/document.html"
        preview_template = "components/blocks/preview_document.html"
        description = _("A file that readers can download, with its type and size.")


class VideoBlock(ComparedByParts, StructBlock):
    """A film on another site, with a transcript for those who cannot hear or load it.

    The page links to the film and never loads it: readers make no request to a third party unasked.
    """

    title = CharBlock(label=_("Title"), max_length=200)
    url = URLBlock(label=_("Video address (URL)"))
    transcript = ParagraphBlock(
        label=_("Transcript"), help_text=_("What is said and shown, in the language of the page.")
    )

    def get_markdown(self, value: dict[str, Any]) -> str:
        return f"{link(value['title'], value['url'])}\n\n{from_html(value['transcript'])}"

    class Meta:
        label = _("Video")
        icon = "media"
        group = GROUP
        template = "components/blocks/video.html"
        description = _("A link to a film, with its transcript.")
        preview_value = {
            "title": _("A visit to the office"),
            "url": "https://example.org/film",
            "transcript": _("<p>The chief of the office greets the visitors at the door.</p>"),
        }
