"""The page that says how to reach the institution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from offices import schema_org
from offices.enquiries.form_mixin import EnquiryFormMixin
from offices.markdown import office_card
from offices.office import Office
from site_core.languages.variants import DEFAULT_VARIANT
from site_core.models import BasePage, LeadMixin


class ContactPage(EnquiryFormMixin, LeadMixin, BasePage):
    """How to reach the institution: who may write, the offices, and a form for enquiries."""

    who_may_write = RichTextField(
        _("who may write"),
        blank=True,
        features=["bold", "italic", "link", "ul", "keep-script", "other-language"],
        help_text=_("Whose enquiries the offices answer, and where others can turn."),
    )
    form_is_on = models.BooleanField(
        _("show the form"),
        default=False,
        help_text=_("Journalists can then write to the recipients below from this page."),
    )
    recipients = models.TextField(
        _("recipients"),
        blank=True,
        help_text=_("E-mail addresses that get what readers write, one per line."),
    )

    #: Of schema.org.
    schema_type = "ContactPage"
    template = "offices/contact_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("The offices, and who may write to them.")

    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        *LeadMixin.lead_translatable_fields,
        TranslatableField("who_may_write"),
        SynchronizedField("form_is_on", overridable=False),
        SynchronizedField("recipients", overridable=False),
        TranslatableField("contact_offices"),
    ]
    api_fields = [
        *BasePage.base_api_fields,
        *LeadMixin.lead_api_fields,
        APIField("who_may_write"),
        APIField("contact_offices"),
    ]
    search_fields = [
        *BasePage.search_fields,
        *LeadMixin.lead_search_fields,
        index.SearchField("who_may_write"),
        index.SearchField("office_texts", boost=2),
    ]
    content_panels: list[Any] = [
        *BasePage.content_panels,
        LeadMixin.lead_panel,
        FieldPanel("who_may_write"),
        InlinePanel(
            "contact_offices",
            heading=_("Offices"),
            label=_("Office"),
            help_text=_("Shown on the page in this order."),
        ),
        MultiFieldPanel(
            [FieldPanel("form_is_on"), FieldPanel("recipients")], heading=_("Form for the media")
        ),
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page. Whether the form is on and who gets the enquiries is the same in every language.

        wagtail-localize would take it over when the translation is next published.
        """
        with transaction.atomic():
            versions = ContactPage.objects.filter(translation_key=self.translation_key)
            if self.locale_id and self.locale.language_code != DEFAULT_VARIANT.locale_code:
                source = versions.filter(locale__language_code=DEFAULT_VARIANT.locale_code).first()
                if source is not None:
                    self.form_is_on, self.recipients = source.form_is_on, source.recipients
            super().save(*args, **kwargs)
            if self.locale.language_code == DEFAULT_VARIANT.locale_code:
                versions.exclude(pk=self.pk).update(
                    form_is_on=self.form_is_on, recipients=self.recipients
                )

    def office_texts(self) -> list[str]:
        """What the cards of the offices say and how they call it, for the search."""
        return [
            text
            for entry in self.contact_offices.all()
            for text in (*entry.office.search_texts(), *entry.office.search_labels())
        ]

    def clean(self) -> None:
        super().clean()
        addresses = self.recipient_addresses
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    {
                        "recipients": _("“%(address)s” is not an e-mail address.")
                        % {"address": address}
                    }
                ) from None
        if self.form_is_on and not addresses:
            raise ValidationError(
                {"recipients": _("Name at least one recipient, or switch the form off.")}
            )

    @property
    def recipient_addresses(self) -> list[str]:
        """The recipients as a list."""
        return [line.strip() for line in self.recipients.splitlines() if line.strip()]

    @classmethod
    def get_markdown(cls, own: Mapping[str, Any]) -> Iterator[str]:
        """The texts of the page, then its offices."""
        yield from super().get_markdown(own)
        for entry in own.get("contact_offices") or ():
            yield office_card(entry.get("office"))

    def structured_data(self, url: str, organisation: str) -> list[dict[str, Any]]:
        """The offices in the words of schema.org (``site_core.discovery.schema_org``)."""
        return [schema_org.node(office, organisation) for office in self.offices]

    @cached_property
    def offices(self) -> list[Office]:
        """The live offices of the page in the editor's order, with their channels."""
        chosen = [contact.office_id for contact in self.contact_offices.all()]
        live = {
            office.pk: office
            for office in Office.objects.filter(pk__in=chosen, live=True).prefetch_related(
                "channels"
            )
        }
        return [live[identifier] for identifier in chosen if identifier in live]


class ContactOffice(TranslatableMixin, Orderable):
    """One office on a contact page. The order is the editor's."""

    contact_page = ParentalKey(
        ContactPage, on_delete=models.CASCADE, related_name="contact_offices"
    )
    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("office")]
    override_translatable_fields = [TranslatableField("office")]
    api_fields = [APIField("office")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("office on the contact page")

    def __str__(self) -> str:
        return f"{self.contact_page_id} → {self.office_id}"
