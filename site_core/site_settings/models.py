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


#: Words that mean the same, as a new site has them.
SYNONYMS = """\
НАТО, NATO, Северноатлантски савез, Алијанса, North Atlantic Treaty Organisation, Alliance
ЕУ, EU, Европска унија, European Union
УН, UN, Уједињене нације, United Nations
САД, USA, Сједињене Америчке Државе, United States
ОЕБС, OSCE
PfP, ПзМ, Партнерство за мир, Partnership for Peace
ИПАП, IPAP, Индивидуални акциони план партнерства, Individual Partnership Action Plan
МО, MoD, Министарство одбране, Ministry of Defence
е-пошта, имејл, мејл, електронска пошта, e-mail, electronic mail
телефон, број телефона, telephone, phone, telephone number, phone number
радно време, opening hours, office hours, working hours
сајт, веб-сајт, вебсајт, website, web site
science, scientific
"""


@register_setting(icon="cog")
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """Settings that hold for the whole site."""

    is_demonstration = models.BooleanField(
        _("demonstration site"),
        default=False,
        help_text=_("Shows “Demonstration content. Not an official website.” on every page."),
    )
    logo = models.ForeignKey(
        "site_core.SiteImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The mark of the institution, for apps that show the site."),
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

    search_synonyms = models.TextField(
        _("words that mean the same"),
        blank=True,
        default=SYNONYMS,
        db_default=SYNONYMS,
        max_length=20_000,
        help_text=_(
            "For the search: one group per line, with commas between. Who searches for one word of a "
            "line finds pages with the others too."
        ),
    )

    panels = [
        FieldPanel("is_demonstration"),
        FieldPanel("logo"),
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
        MultiFieldPanel([FieldPanel("search_synonyms")], heading=_("Search")),
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
