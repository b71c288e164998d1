"""The form of an image in the admin: a picture that cannot be scaled is refused with a sentence."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import Filter

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


class SiteImageForm(BaseImageForm):
    """Wagtail's form with a field that takes no damaged file."""

    file = ReadableImageField(label=_("File"), widget=forms.FileInput)


def _scale(image: Any) -> None:
    if not image.is_svg():
        for spec in _TRIALS:
            Filter(spec).run(image, BytesIO())
    image.file.seek(0)
