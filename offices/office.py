"""Where the institution can be reached."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from rest_framework.fields import FloatField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from offices import telephone
from offices.opening import ClosedDays, ClosedDaysBlock, OpeningTimes, OpeningTimesStream
from site_core.alphabetical import AlphabeticalQuerySet
from site_core.translations.guard import GuardedPublishingMixin

#: Closed days are announced so long before.
SOON = timedelta(days=60)


class OfficeQuerySet(AlphabeticalQuerySet["Office"]):
    """Filters of offices, which are sorted by the alphabet of names and towns."""

    alphabetical_fields = ("name", "unit", "city")

    def published(self, locale_code: str) -> list[Office]:
        """The live offices of a locale with their channels, in the order of their cards: one query."""
        rows = (
            self.filter(live=True, locale__language_code=locale_code)
            .annotate(
                channel_kind=models.F("channels__kind"),
                channel_label=models.F("channels__label"),
                channel_value=models.F("channels__value"),
            )
            .order_by("sort_order", "pk", "channels__sort_order", "channels__pk")
        )
        offices: dict[int, Office] = {}
        channels: dict[int, list[OfficeChannel]] = {}
        row: Any
        for row in rows:
            offices.setdefault(row.pk, row)
            of_office = channels.setdefault(row.pk, [])
            if row.channel_kind is not None:
                of_office.append(
                    OfficeChannel(
                        kind=row.channel_kind, label=row.channel_label, value=row.channel_value
                    )
                )
        for identifier, office in offices.items():
            office.channels.set(channels[identifier])
        return list(offices.values())


class Office(
    GuardedPublishingMixin,
    PreviewableMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A place where the institution can be reached."""

    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(
        _("unit"), max_length=200, blank=True, help_text=_("The part of the institution.")
    )
    street = models.CharField(_("street and number"), max_length=200)
    building = models.CharField(_("building"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20)
    city = models.CharField(_("city"), max_length=100)
    country = models.CharField(_("country"), max_length=100)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees; north is positive."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees; east is positive."),
    )
    opening_times = StreamField(
        OpeningTimesStream(),
        verbose_name=_("opening hours"),
        blank=True,
        help_text=_("Readers see whether the office is open at the moment."),
    )
    closed_days = StreamField(
        [("closed", ClosedDaysBlock())],
        verbose_name=_("closed days"),
        blank=True,
        help_text=_("Holidays, for example. They go before the opening hours."),
    )
    hours = models.TextField(
        _("about the opening hours"),
        blank=True,
        help_text=_("What the times do not say, such as “Please call before you come”."),
    )
    sort_order = models.IntegerField(
        _("place in lists"), default=0, help_text=_("Offices with smaller numbers come first.")
    )

    objects = OfficeQuerySet.as_manager()

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("unit")], heading=_("Office")),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldPanel("building"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
                FieldPanel("country"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Address"),
        ),
        InlinePanel("channels", heading=_("Telephone and e-mail"), label=_("Channel")),
        MultiFieldPanel(
            [FieldPanel("opening_times"), FieldPanel("closed_days"), FieldPanel("hours")],
            heading=_("Opening hours"),
        ),
        FieldPanel("sort_order"),
    ]
    override_translatable_fields = [
        TranslatableField("name"),
        TranslatableField("unit"),
        TranslatableField("street"),
        TranslatableField("building"),
        SynchronizedField("postal_code", overridable=False),
        TranslatableField("city"),
        TranslatableField("country"),
        SynchronizedField("latitude", overridable=False),
        SynchronizedField("longitude", overridable=False),
        SynchronizedField("opening_times", overridable=False),
        SynchronizedField("closed_days", overridable=False),
        TranslatableField("hours"),
        SynchronizedField("sort_order", overridable=False),
        TranslatableField("channels"),
    ]
    api_fields = [
        APIField("name"),
        APIField("unit"),
        APIField("street"),
        APIField("building"),
        APIField("postal_code"),
        APIField("city"),
        APIField("country"),
        APIField("latitude", serializer=FloatField()),
        APIField("longitude", serializer=FloatField()),
        APIField("opening_times"),
        APIField("closed_days"),
        APIField("hours"),
        APIField("channels"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("unit"),
        index.SearchField("street"),
        index.SearchField("city"),
        index.FilterField("id"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.latitude is None and self.longitude is not None:
            raise ValidationError(
                {"latitude": _("Give the latitude as well, or clear the longitude.")}
            )
        if self.longitude is None and self.latitude is not None:
            raise ValidationError(
                {"longitude": _("Give the longitude as well, or clear the latitude.")}
            )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "offices/office_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "office": self}

    def search_texts(self) -> list[str]:
        """What its card says in the active language; nothing while it is a draft, which no card shows."""
        if not self.live:
            return []
        texts = [self.name, self.unit, self.street, self.building, self.postal_code, self.city]
        texts += [self.country, self.hours]
        texts += [f"{times.days} {times.hours}" for times in self.weekly_hours]
        for channel in self.channels.all():
            texts += [channel.label, channel.value]
        return [text for text in texts if text]

    def search_labels(self) -> list[str]:
        """What its card calls what it says, in the active language."""
        if not self.live:
            return []
        labels = [gettext("Address")] if self.street else []
        if self.opening_times or self.hours:
            labels.append(gettext("Opening hours"))
        return [*labels, *{channel.get_kind_display(): None for channel in self.channels.all()}]

    @property
    def weekly_hours(self) -> list[OpeningTimes]:
        """When it is open, in the editor's order."""
        found = (entry.value.as_times() for entry in self.opening_times)
        return [times for times in found if times is not None]

    @property
    def hours_by_days(self) -> list[tuple[str, list[OpeningTimes]]]:
        """The same, with the hours of equal days that follow each other together: half-days, say."""
        found: list[tuple[str, list[OpeningTimes]]] = []
        for times in self.weekly_hours:
            if found and found[-1][0] == times.days:
                found[-1][1].append(times)
            else:
                found.append((times.days, [times]))
        return found

    @property
    def closed(self) -> list[ClosedDays]:
        """The days of the next two months on which it is closed, the nearest first."""
        found = (entry.value.as_days() for entry in self.closed_days)
        today = timezone.localdate()
        near = [
            days
            for days in found
            if days is not None and days.last_day >= today and days.first_day <= today + SOON
        ]
        return sorted(near, key=lambda days: days.first_day)

    @property
    def map_url(self) -> str:
        """Where OpenStreetMap shows the office; empty where no coordinates are given."""
        if self.latitude is None or self.longitude is None:
            return ""
        place = f"{self.latitude.normalize():f}", f"{self.longitude.normalize():f}"
        return "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}".format(*place)

    @property
    def telephones(self) -> list[OfficeChannel]:
        """The telephone numbers, in the editor's order."""
        return [channel for channel in self.channels.all() if channel.kind == "telephone"]

    @property
    def emails(self) -> list[OfficeChannel]:
        """The e-mail addresses, in the editor's order."""
        return [channel for channel in self.channels.all() if channel.kind == "email"]


class OfficeChannel(TranslatableMixin, Orderable):
    """A telephone number or an e-mail address of an office. The order is the editor's."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=[("telephone", _("Telephone")), ("email", _("E-mail"))],
        default="telephone",
    )
    label = models.CharField(
        _("label"),
        max_length=100,
        blank=True,
        help_text=_("What it is for, such as “Press desk”. May stay empty."),
    )
    value = models.CharField(
        _("number or address"),
        max_length=200,
        help_text=_("A number in international form, such as +381 11 000 0000, or an address."),
    )

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("label"), FieldPanel("value")])]
    override_translatable_fields = [
        SynchronizedField("kind", overridable=False),
        TranslatableField("label"),
        SynchronizedField("value", overridable=False),
    ]
    api_fields = [APIField("kind"), APIField("label"), APIField("value")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        # A database gives what stands in one place in any order.
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        super().clean()
        if self.kind == "email":
            try:
                validate_email(self.value)
            except ValidationError:
                raise ValidationError(
                    {"value": _("Write an e-mail address, such as press@example.org.")}
                ) from None
        else:
            telephone.check(self.value)

    @property
    def dial_string(self) -> str:
        """The number as a ``tel:`` link takes it (RFC 3966): digits after a plus sign."""
        return telephone.dial_string(self.value)
