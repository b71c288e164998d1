"""Settings that an administrator changes in the admin, a row a site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """What is true of the whole site."""

    is_demonstration = models.BooleanField(
        _("demonstration site"),
        default=False,
        help_text=_("Shows “Demonstration content. Not an official website.” on every page."),
    )
    default_social_image = models.ForeignKey(
        "site_core.SiteImage",
        verbose_name=_("default social image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where a page is shared that has no image of its own."),
    )

    panels = [FieldPanel("is_demonstration"), FieldPanel("default_social_image")]

    class Meta:
        verbose_name = _("site settings")
