"""The forms of images and documents in the admin: what cannot be shown to readers is refused with a sentence.

A picture is refused that cannot be scaled, a document that is none of a few kinds.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import Filter

from site_core.media import document_types

logger = logging.getLogger(__name__)

#: One small copy in each format in which readers get an image.
_TRIALS = ("width-16|format-webp", "width-16|format-avif", "width-16")


class ReadableImageField(WagtailImageField):
    """Wagtail's field, which looks at the head of a file, and fails at some that are damaged below.

    Here a file is read to its end and scaled. Raises ``ValidationError`` where that cannot be done.
    """

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None:
                _scale(get_image_model()(file=file))
        except ValidationError:
            raise
        except Exception as error:  # whatever the imaging library raises at what somebody uploads
            logger.info("image refused error=%r", error)
            raise ValidationError(
                _(
                    "This picture is damaged, or holds a colour profile that cannot be read. Open it in "
                    "an image editor, save it anew as JPEG or PNG, and upload that."
                ),
                code="unreadable_image",
            ) from error
        return file


class SiteDocumentForm(BaseDocumentForm):
    """Wagtail's form, which takes documents of a few kinds only."""

    def clean_file(self) -> Any:
        """The file. Raises ``ValidationError`` with a sentence for one that may not be published."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            document_types.check(file, settings.MAX_DOCUMENT_BYTES)
            _check_room(self._meta.model, file)
        return file


class SiteImageForm(BaseImageForm):
    """Wagtail's form with a field that takes no damaged file."""

    file = ReadableImageField(label=_("File"), widget=forms.FileInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail puts this together once, in the language of whoever comes first.
        self.fields["file"].help_text = ReadableImageField().help_text

    def clean_file(self) -> Any:
        """The file. Raises ``ValidationError`` where there is no room for it."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            _check_room(get_image_model(), file)
        return file


def _check_room(model: Any, file: UploadedFile) -> None:
    """Raise ``ValidationError`` where the disk has no room. A storage elsewhere is not asked."""
    check_room = getattr(model._meta.get_field("file").storage, "check_room", None)
    if check_room is None:
        return
    try:
        check_room(file.size)
    except OSError as error:
        logger.error("no room left for an upload error=%s", error)
        raise ValidationError(
            _(
                "There is no room left on the disk of the site for this file. Nothing was saved: please tell "
                "your administrator, and try again later."
            ),
            code="no_room",
        ) from error


def _scale(image: Any) -> None:
    if not image.is_svg():
        for spec in _TRIALS:
            Filter(spec).run(image, BytesIO())
    image.file.seek(0)
