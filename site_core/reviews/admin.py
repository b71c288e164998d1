"""The page on which the review of a page is set, and the report of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput, Button
from wagtail.models import Page

from site_core.exceptions import Refused
from site_core.reviews.due import is_original, reviewed_by, reviewed_pages
from site_core.reviews.models import PageReview, latest_date
from site_core.reviews.panel import reviews_on_dashboard
from site_core.reviews.reviewing import REVIEWED, reviewed


def people() -> QuerySet[Any]:
    """Those who can answer for a page: whoever can use the admin."""
    may_enter = Q(groups__permissions__codename="access_admin") | Q(is_superuser=True)
    users: QuerySet[Any] = get_user_model().objects.filter(may_enter, is_active=True)
    return users.distinct().order_by("last_name", "first_name", "username")


class ReviewForm(forms.ModelForm):
    """Who answers for a page, and the date of its next review."""

    class Meta:
        model = PageReview
        fields = ("responsible", "review_by")
        widgets = {"review_by": AdminDateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["responsible"]
        field.queryset = people()
        field.empty_label = gettext("Whoever made the page")
        field.label_from_instance = _person_name

    def clean_review_by(self) -> date | None:
        """A day from today on, within the next three years."""
        day: date | None = self.cleaned_data["review_by"]
        if day is not None and day < timezone.localdate() and "review_by" in self.changed_data:
            raise ValidationError(
                gettext("This day has passed. Give today or a later day."), code="past"
            )
        if day is not None and day > latest_date():
            raise ValidationError(
                gettext(
                    "This day is more than three years away. Is the year right? Give one up to %(latest)s."
                )
                % {"latest": date_format(latest_date(), "DATE_FORMAT")},
                code="far",
            )
        return day


def _person_name(person: Any) -> str:
    return person.get_full_name() or person.get_username()


class ReviewView(WagtailAdminTemplateMixin, FormView):
    """Sets who reviews a page and when, or notes that it was done."""

    template_name = "site_core/admin/review.html"
    page_title = _("Review")
    header_icon = "calendar-check"
    form_class = ReviewForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if self.page.is_root() or not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.review = PageReview.objects.filter(page=self.page.pk).first() or PageReview(
            page_id=self.page.pk
        )

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
                "label": self.page.get_admin_display_title(),
            },
            {"url": "", "label": str(self.page_title)},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.review}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=self.page,
            due=reviewed_pages().filter(pk=self.page.pk).first(),
            last_reviewed=getattr(self.page, "last_reviewed", None),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "reviewed":
            return self._reviewed(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        form.save()
        messages.success(self.request, gettext("The review of the page is planned."))
        return redirect("liaison_review", self.page.pk)

    def _reviewed(self, request: HttpRequest) -> HttpResponse:
        try:
            is_shown = reviewed(self.page, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("liaison_review", self.page.pk)
        said = (
            gettext("Noted, and shown to readers: reviewed today.")
            if is_shown
            else gettext(
                "Noted in the draft: reviewed today. Readers see it when the draft is published."
            )
        )
        messages.success(request, said)
        return redirect("liaison_review", self.page.pk)


class ReviewFilterSet(WagtailFilterSet):
    """By state, and by who answers."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("overdue", _("To be reviewed now"))], method="in_state"
    )
    whose = django_filters.ChoiceFilter(
        label=_("Responsible"), choices=[("mine", _("My pages"))], method="of_whom"
    )

    class Meta:
        model = Page
        fields: Sequence[str] = []

    def in_state(self, queryset: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        """Those whose date has come."""
        return queryset.filter(review_due__lte=timezone.localdate())

    def of_whom(self, queryset: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        """Those for which the user answers."""
        return queryset.filter(responsible_id=self.request.user.pk)


class ReviewReportView(ReportView):
    """Every page that somebody may change, by the date of its next review."""

    model = Page
    page_title = _("Reviews")
    header_icon = "calendar-check"
    index_url_name = "liaison_reviews"
    index_results_url_name = "liaison_reviews_results"
    filterset_class = ReviewFilterSet
    default_ordering = "review_due"
    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def columns(self) -> list[Any]:
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                accessor="get_admin_display_title",
                url_name="liaison_review",
            ),
            Column("responsible_name", label=_("Responsible")),
            Column("review_day", label=_("Review by")),
            DateColumn("last_published_at", label=_("Published")),
        ]

    def get_base_queryset(self) -> QuerySet[Page]:
        return reviewed_by(self.request.user)

    def get_queryset(self) -> Any:
        self.queryset = self.get_base_queryset().order_by("review_due", "pk")
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        pages: list[Any] = list(object_list)
        found = get_user_model().objects.in_bulk({page.responsible_id for page in pages} - {None})
        today = timezone.localdate()
        for page in pages:
            person = found.get(page.responsible_id)
            page.responsible_name = _person_name(person) if person else "–"
            day = date_format(page.review_due, "DATE_FORMAT") if page.review_due else "–"
            is_overdue = page.review_due is not None and page.review_due <= today
            page.review_day = gettext("%(day)s – now") % {"day": day} if is_overdue else day
        return pages


class ReviewReportMenuItem(MenuItem):
    """The report's place in the menu."""

    def __init__(self) -> None:
        super().__init__(
            _("Reviews"),
            reverse("liaison_reviews"),
            name="reviews",
            icon_name="calendar-check",
            order=95,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return user_has_any_page_permission(request.user)


def _review_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the menu of the page's header."""
    if not page.is_root() and page.permissions_for_user(user).can_edit() and is_original(page):
        url = reverse("liaison_review", args=[page.pk])
        yield Button(_("Review"), url, icon_name="calendar-check", priority=66)


def _register_log_actions(actions: Any) -> None:
    actions.register_action(REVIEWED, _("Review"), _("Reviewed: still true"))


def register_hooks() -> None:
    """Put reviews into the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_reports_menu_item", ReviewReportMenuItem)
    hooks.register("register_page_header_buttons", _review_button)
    hooks.register("register_log_actions", _register_log_actions)
    hooks.register("construct_homepage_panels", reviews_on_dashboard)


def _urls() -> list[URLPattern]:
    report = ReviewReportView.as_view()
    results = ReviewReportView.as_view(results_only=True)
    return [
        path("pages/<int:page_id>/review/", ReviewView.as_view(), name="liaison_review"),
        path("reports/reviews/", report, name="liaison_reviews"),
        path("reports/reviews/results/", results, name="liaison_reviews_results"),
    ]
