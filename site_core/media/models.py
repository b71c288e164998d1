"""Images and documents: Wagtail's own, in classes of ours so that they can grow."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, Image, ImageQuerySet

from site_core.alphabetical import AlphabeticalQuerySet

logger = logging.getLogger(__name__)


class SiteImageQuerySet(AlphabeticalQuerySet["SiteImage"], ImageQuerySet):  # type: ignore[override] # its manager is another one, too
    """Images, whose titles are sorted by the alphabet."""


class SiteImage(AbstractImage):
    """An image of the library. Its description is the suggested alternative text."""

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made the image, as it should be printed beside it."),
    )

    objects: ClassVar[Any] = SiteImageQuerySet.as_manager()  # type: ignore[assignment] # the same

    admin_form_fields = (*Image.admin_form_fields, "credit")
    search_fields = AbstractImage.search_fields
    api_fields = ["width", "height", "credit"]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail's form does so after the image is saved, when pages have taken the old copies over.
        if (
            self.pk is not None
            and not type(self).objects.filter(pk=self.pk, file=self.file).exists()
        ):
            self.renditions.all().delete()
        super().save(*args, **kwargs)


class SiteRendition(AbstractRendition):
    """One scaled copy of an image."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]


class SiteDocumentQuerySet(AlphabeticalQuerySet["SiteDocument"], DocumentQuerySet):  # type: ignore[override] # the same
    """Documents, whose titles are sorted by the alphabet."""


class SiteDocument(AbstractDocument):
    """A file that readers can download, with the language that it is written in."""

    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        choices=settings.WAGTAIL_CONTENT_LANGUAGES,
        help_text=_("The language that the document is written in, if it is written in one."),
    )

    objects: ClassVar[Any] = SiteDocumentQuerySet.as_manager()  # type: ignore[assignment] # the same

    admin_form_fields = (*Document.admin_form_fields, "language")
    api_fields = ["language"]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail's form notes the size and the digest; what is added by a command has them too.
        if self.file and (self.file_size is None or not self.file_hash):
            try:
                self._set_document_file_metadata()
            except OSError:  # the file is lost, and the rest of the row can still be mended
                logger.warning("document file cannot be read document=%s", self.pk, exc_info=True)
        super().save(*args, **kwargs)
