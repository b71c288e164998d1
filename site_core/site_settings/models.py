"""Settings that an administrator changes in the admin, a row a site."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page, get_page_models

from site_core.references import PageReference


def _page_types() -> models.Q:
    page_models = [model for model in get_page_models() if model is not Page]
    content_types = ContentType.objects.get_for_models(*page_models).values()
    return models.Q(pk__in=[content_type.pk for content_type in content_types])


@register_setting(icon="cog")
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """Settings that hold for the whole site."""

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

    types_requiring_translation = ParentalManyToManyField(
        ContentType,
        verbose_name=_("page types"),
        blank=True,
        limit_choices_to=_page_types,
        related_name="+",
        help_text=_("Pages of these types are published only with a current translation."),
    )

    panels = [
        FieldPanel("is_demonstration"),
        FieldPanel("default_social_image"),
        InlinePanel(
            "footer_pages",
            heading=_("Pages in the footer"),
            label=_("Page"),
            help_text=_(
                "Pages linked in the footer of every page, such as the accessibility statement."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("types_requiring_translation", widget=CheckboxSelectMultiple),
                InlinePanel(
                    "sections_requiring_translation",
                    heading=_("Sections"),
                    label=_("Section"),
                    help_text=_(
                        "These pages and all below them are published only with a current translation."
                    ),
                ),
            ],
            heading=_("Translation before publishing"),
        ),
    ]

    class Meta:
        verbose_name = _("site settings")


class FooterPage(PageReference):
    """A page that the footer of every page links to, in the reader's language where it is published there."""

    site_settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="footer_pages")

    class Meta(PageReference.Meta):
        verbose_name = _("page in the footer")


class RequiredSection(PageReference):
    """A page that, with all below it, is published only with a current translation."""

    site_settings = ParentalKey(
        SiteSettings, on_delete=models.CASCADE, related_name="sections_requiring_translation"
    )

    class Meta(PageReference.Meta):
        verbose_name = _("section that requires a translation")
