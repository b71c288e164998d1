"""Something that the press is invited to."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from newsroom.embargo import EmbargoMixin, EmbargoPanel
from site_core.models import BasePage, LeadMixin
from site_core.pages.fields import BodyField
from site_core.published.key_events import event
from site_core.published.markdown import plain


class PressEventPage(EmbargoMixin, LeadMixin, BasePage):
    """An invitation to the press: what, when and where. It stands in the calendar of the site."""

    event_name = models.CharField(
        _("name in the calendar"),
        max_length=200,
        help_text=_("What calendars and apps call it, such as “Briefing for the media”."),
    )
    date = models.DateField(_("date"))
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(
        _("place"), max_length=200, help_text=_("Building, street and town, as a visitor needs it.")
    )
    body = BodyField(
        verbose_name=_("body"),
        blank=True,
        help_text=_("The programme, and how to register for it."),
    )

    #: Of schema.org.
    schema_type = "WebPage"
    template = "newsroom/press_event_page.html"
    parent_page_types = ["newsroom.NewsIndexPage"]
    subpage_types: list[str] = []
    page_description = _("An invitation to the press. It stands in the calendar of the site.")

    override_translatable_fields = [
        *BasePage.base_translatable_fields,
        *LeadMixin.lead_translatable_fields,
        TranslatableField("event_name"),
        SynchronizedField("date", overridable=False),
        SynchronizedField("starts_at", overridable=False),
        SynchronizedField("ends_at", overridable=False),
        TranslatableField("place"),
        TranslatableField("body"),
    ]
    api_fields = [
        *BasePage.base_api_fields,
        APIField("event_name"),
        APIField("date"),
        APIField("starts_at"),
        APIField("ends_at"),
        APIField("place"),
        *LeadMixin.lead_api_fields,
        APIField("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        *LeadMixin.lead_search_fields,
        index.SearchField("event_name"),
        index.SearchField("place"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    content_panels: list[Any] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("event_name"),
                FieldRowPanel([FieldPanel("date"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("place"),
            ],
            heading=_("Event"),
        ),
        EmbargoPanel(),
        LeadMixin.lead_panel,
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("press event")
        verbose_name_plural = _("press events")

    def clean(self) -> None:
        super().clean()
        if self.ends_at is not None and self.starts_at is None:
            raise ValidationError({"starts_at": _("Say when it begins as well, or clear its end.")})
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError(
                {"ends_at": _("It ends before it begins: correct one of the two.")}
            )

    @property
    def hours(self) -> str:
        """From when to when in the active language: 11:00–12:00, in Serbian 11.00–12.00."""
        found = (moment for moment in (self.starts_at, self.ends_at) if moment is not None)
        return "–".join(_written(moment) for moment in found)

    @classmethod
    def get_events(cls, own: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The event itself, and the dated key points that a text may hold."""
        yield event(own["event_name"], own["date"], detail=_when_and_where(own), anchor="event")
        yield from super().get_events(own)

    @classmethod
    def get_markdown(cls, own: Mapping[str, Any]) -> Iterator[str]:
        """When and where, lead and body."""
        hours = _hours(own)
        yield ", ".join(filter(None, [str(own["date"]), hours, plain(own["place"])]))
        yield plain(own.get("lead"))
        yield from cls.stream_markdown("body", own.get("body"))

    def structured_data(self, url: str, organisation: str) -> list[dict[str, Any]]:
        """The event in the words of schema.org."""
        found = {
            "@type": "Event",
            "@id": f"{url}#event",
            "url": url,
            "name": self.event_name,
            "startDate": _moment(self.date, self.starts_at),
            "endDate": _moment(self.date, self.ends_at) if self.ends_at else None,
            "location": {"@type": "Place", "name": self.place, "address": self.place},
            "organizer": {"@id": organisation},
        }
        return [{name: value for name, value in found.items() if value}]


def _written(moment: datetime.time) -> str:
    return gettext("%(hour)s:%(minute)s") % {
        "hour": moment.hour,
        "minute": moment.strftime("%M"),
    }


def _moment(day: datetime.date, hour: datetime.time | None) -> datetime.date | datetime.datetime:
    """A day, or a moment of it where the site is."""
    return day if hour is None else timezone.make_aware(datetime.datetime.combine(day, hour))


def _hours(own: Mapping[str, Any]) -> str:
    """From when to when, in the form of ISO 8601 without seconds; empty where it is not known."""
    found = (str(own[name])[:5] for name in ("starts_at", "ends_at") if own.get(name))
    return "–".join(found)


def _when_and_where(own: Mapping[str, Any]) -> str:
    """The detail of the event in calendars: HTML."""
    parts = [part for part in (_hours(own), own["place"]) if part]
    return format_html("<p>{}</p>", ", ".join(parts)) if parts else ""
