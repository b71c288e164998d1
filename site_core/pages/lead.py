"""The lead and the lead image of a page. Put before ``BasePage`` in the bases of a page type."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index
from wagtail_localize.fields import (
    BaseTranslatableField,
    SynchronizedField,
    TranslatableField,
)

from site_core.pages.shared_fields import (
    SharedBooleanField,
    SharedCharField,
    SharedForeignKey,
    SharedTextField,
)

if TYPE_CHECKING:
    from site_core.media.models import SiteImage


class LeadMixin(models.Model):
    """A few sentences that say what the page says. Put before ``BasePage`` in the bases of a page type."""

    lead = SharedTextField(
        _("lead"), blank=True, help_text=_("What the page says, in two or three sentences.")
    )

    lead_panel: ClassVar[FieldPanel] = FieldPanel("lead")
    lead_translatable_fields: ClassVar[list[BaseTranslatableField]] = [TranslatableField("lead")]
    lead_api_fields: ClassVar[list[APIField]] = [APIField("lead")]
    lead_search_fields: ClassVar[list[index.SearchField]] = [index.SearchField("lead", boost=2)]

    class Meta:
        abstract = True

    def get_lead(self) -> str:
        """What the page says, in a few sentences."""
        return self.lead


class LeadImageMixin(models.Model):
    """An image at the head of the page, with alternative text or a statement that it needs none."""

    lead_image = SharedForeignKey(
        "site_core.SiteImage",
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_image_alternative_text = SharedCharField(
        _("alt text of the lead image"),
        max_length=250,
        blank=True,
        help_text=_("What the image shows, for those who cannot see it."),
    )
    lead_image_is_decorative = SharedBooleanField(
        _("the lead image is decorative"),
        default=False,
        help_text=_("Tick this when the image adds nothing that the text does not say."),
    )

    lead_image_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        SynchronizedField("lead_image"),
        TranslatableField("lead_image_alternative_text"),
        SynchronizedField("lead_image_is_decorative", overridable=False),
    ]
    lead_image_panel = MultiFieldPanel(
        [
            FieldPanel("lead_image"),
            FieldPanel("lead_image_alternative_text"),
            FieldPanel("lead_image_is_decorative"),
        ],
        heading=_("Lead image"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if (
            self.lead_image_id
            and not self.lead_image_alternative_text.strip()
            and not self.lead_image_is_decorative
        ):
            raise ValidationError(
                {
                    "lead_image_alternative_text": _(
                        "Say what the image shows, or tick “decorative” below if it adds nothing "
                        "to the text."
                    )
                }
            )

    def get_lead_image(self) -> SiteImage | None:
        return self.lead_image

    def get_lead_image_text(self) -> str:
        return self.lead_image_alt

    @property
    def lead_image_alt(self) -> str:
        """The alternative text to print: empty for a decorative image."""
        return "" if self.lead_image_is_decorative else self.lead_image_alternative_text
