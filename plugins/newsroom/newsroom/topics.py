"""What news are about."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import DraftStateMixin, Locale, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from site_core.translations.guard import GuardedPublishingMixin


class Topic(
    GuardedPublishingMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """What news are about. Readers and apps choose by it."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("name in addresses"),
        max_length=80,
        help_text=_("The same in every language, such as “defence-reform”."),
    )

    panels = [FieldPanel("name"), FieldPanel("slug")]
    override_translatable_fields = [
        TranslatableField("name"),
        SynchronizedField("slug", overridable=False),
    ]
    api_fields = [APIField("name"), APIField("slug")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("id"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=("slug", "locale"), name="newsroom_topic_slug")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        # No form has the field of the language, so Django does not look at the constraint.
        locale_id = self.locale_id or Locale.get_default().pk
        others = Topic.objects.filter(slug=self.slug, locale=locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"slug": _("Another topic has this name in addresses.")})
