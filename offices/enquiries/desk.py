"""The list of all enquiries, whatever page and language they came in, and its export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views import generic

from offices.enquiries import acts
from offices.enquiries.models import OPEN_STATES, Enquiry
from site_core.languages.variants import VARIANTS, variant_for_code

#: What a formula begins with in one spreadsheet or another.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: By this a spreadsheet knows UTF-8 (Unicode, 23.8).
BYTE_ORDER_MARK = "\ufeff"
OPEN = "open"


class EnquiryFilterSet(WagtailFilterSet):
    """By state, language, and whose it is."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(OPEN, _("Not answered")), *Enquiry.STATES],
        method="in_state",
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=[(item.code, item.native_name) for item in VARIANTS]
    )
    assigned_to = django_filters.ModelChoiceFilter(
        label=_("Assigned to"), queryset=lambda request: acts.people()
    )

    class Meta:
        model = Enquiry
        fields: Sequence[str] = []

    def in_state(self, queryset: QuerySet[Enquiry], name: str, value: str) -> QuerySet[Enquiry]:
        """Those in a state, or in any in which the desk has something to do."""
        return queryset.filter(state__in=OPEN_STATES if value == OPEN else [value])


def written_moment(when: datetime | None) -> str:
    """A moment in the reader's language and zone."""
    return date_format(timezone.localtime(when), "DATETIME_FORMAT") if when else ""


def language_of(enquiry: Enquiry) -> str:
    """In which language and script it was written, by the name that it has itself."""
    return variant_for_code(enquiry.language).native_name


def assignee_of(enquiry: Enquiry) -> str:
    """Who answers it."""
    return get_user_display_name(enquiry.assigned_to) if enquiry.assigned_to else ""


class DeadlineColumn(Column):
    """When the answer is needed; marked where that has passed and nobody has answered."""

    cell_template_name = "offices/admin/deadline_cell.html"

    def get_cell_context_data(self, instance: Enquiry, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        context.update(deadline=written_moment(instance.deadline), is_late=instance.is_late)
        return context


class EnquiriesView(generic.IndexView):
    """Every enquiry: what waits for an answer first, by deadline."""

    model = Enquiry
    page_title = _("Enquiries")
    header_icon = "comment"
    any_permission_required: ClassVar = ["view", "change"]
    index_url_name = "enquiries"
    index_results_url_name = "enquiries_results"
    filterset_class = EnquiryFilterSet
    search_fields: ClassVar = [
        *("reference", "form_data__outlet", "form_data__name", "form_data__email"),
        "form_data__message",
    ]
    paginate_by = 50
    columns: ClassVar = [
        TitleColumn(
            "outlet",
            label=_("Newsroom or outlet"),
            accessor=lambda found: f"{found.form_data['outlet']} – {found.form_data['name']}",
            get_url=lambda found: reverse("enquiry", args=[found.pk]),
        ),
        Column("state", label=_("State"), accessor="get_state_display"),
        DeadlineColumn("deadline", label=_("Needs the answer by")),
        Column("assigned_to", label=_("Assigned to"), accessor=assignee_of),
        Column("language", label=_("Language"), accessor=language_of),
        Column("sent", label=_("Sent"), accessor=lambda found: written_moment(found.submit_time)),
        Column("reference", label=_("Reference"), accessor="reference"),
    ]
    export_filename = "enquiries"
    list_export: ClassVar = [
        *("reference", "get_state_display", "deadline", "submit_time", "assigned_to", "language"),
        *("form_data.name", "form_data.outlet", "form_data.email", "form_data.message"),
        *("attachment_name", "delivery"),
    ]
    export_headings: ClassVar = {
        "reference": _("Reference"),
        "get_state_display": _("State"),
        "deadline": _("Needs the answer by"),
        "submit_time": _("Sent"),
        "assigned_to": _("Assigned to"),
        "language": _("Language"),
        "form_data.name": _("Sender"),
        "form_data.outlet": _("Newsroom or outlet"),
        "form_data.email": _("E-mail address"),
        "form_data.message": _("Enquiry"),
        "attachment_name": _("Attached"),
        "delivery": _("Passed on"),
    }

    def get_base_queryset(self) -> QuerySet[Enquiry]:
        return Enquiry.objects.select_related("assigned_to__wagtail_userprofile")

    def order_queryset(self, queryset: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
        return queryset.in_order()  # type: ignore[attr-defined] # EnquiryQuerySet's

    def to_row_dict(self, item: Enquiry) -> dict[str, Any]:
        """One row: moments by the clock here, and nothing that a spreadsheet takes for a formula."""
        own = {
            "deadline": local_moment(item.deadline),
            "submit_time": local_moment(item.submit_time),
            "assigned_to": assignee_of(item),
            "language": language_of(item),
        }
        row: dict[str, Any] = super().to_row_dict(item)
        return {name: harmless(own.get(name, value)) for name, value in row.items()}

    def stream_csv(self, queryset: Iterable[Enquiry]) -> Iterator[Any]:
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


def local_moment(when: datetime | None) -> str:
    """A moment by the clock of whoever exports: “2026-11-30 09:05”, which every spreadsheet reads."""
    return timezone.localtime(when).strftime("%Y-%m-%d %H:%M") if when else ""


def harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: a stranger has written it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
