"""Webhooks in the admin: who is told, what came of it, and how to begin anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from site_core.api import cursors
from site_core.api.changes import KIND
from site_core.api.problems import ProblemError
from site_core.jobs.admin import is_missed
from site_core.jobs.models import WorkerHeartbeat
from site_core.plugins import registry
from site_core.published.models import Change, ChangeCounter
from site_core.webhooks.models import WebhookAttempt, WebhookEndpoint
from site_core.webhooks.targets import TargetError, resolve_target

KIND_LABELS = {
    Change.PUBLISHED: pgettext_lazy("kind of change", "published"),
    Change.UPDATED: pgettext_lazy("kind of change", "changed"),
    Change.MOVED: pgettext_lazy("kind of change", "moved"),
    Change.UNPUBLISHED: pgettext_lazy("kind of change", "unpublished"),
    Change.DELETED: pgettext_lazy("kind of change", "deleted"),
    Change.TRANSLATION_OUTDATED: pgettext_lazy("kind of change", "translation outdated"),
}
STATE_LABELS = {
    WebhookEndpoint.DELIVERING: _("Delivering"),
    WebhookEndpoint.RETRYING: _("Failing, tried again"),
    WebhookEndpoint.PARKED: _("Parked"),
    WebhookEndpoint.OFF: _("Off"),
}
SHOWN_ATTEMPTS = 50
#: Where the session keeps a secret until it is shown.
_SHOWN_ONCE = "webhook_shown_once"


def may_manage(request: HttpRequest) -> bool:
    """Whether the user may change webhooks."""
    policy = policy_registry.get_by_type(WebhookEndpoint)
    return bool(policy.user_has_permission(request.user, "change"))


def _kinds() -> list[tuple[str, Any]]:
    """What an administrator can choose from: the platform's kinds, and those of the plugins that are on."""
    own = ((kind, gettext(text)) for kind, text in registry.webhook_events().items())
    return [*KIND_LABELS.items(), *own]


class WebhookForm(WagtailAdminModelForm):
    """What an administrator sets. Where deliveries stand is the worker's, and is not saved with it."""

    kinds = forms.MultipleChoiceField(
        label=_("Changes"),
        choices=_kinds,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Page changes to report. Leave empty for all."),
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url", "site", "kinds", "is_active"]

    def clean_url(self) -> str:
        """Raise ``ValidationError`` for a URL that nothing would be sent to."""
        url: str = self.cleaned_data["url"]
        try:
            resolve_target(url)
        except TargetError as error:
            raise ValidationError(str(error)) from error
        return url

    def save(self, commit: bool = True) -> WebhookEndpoint:
        endpoint: WebhookEndpoint = super().save(commit=False)
        if not commit:
            return endpoint
        if endpoint._state.adding:
            endpoint.start_from_now()
            endpoint.save()
        else:
            endpoint.save(update_fields=list(self._meta.fields or ()))
        return endpoint


class ReplayForm(forms.Form):
    """Where to begin anew."""

    cursor = forms.CharField(
        label=_("Cursor"),
        required=False,
        help_text=_(
            "From the changes feed, or from a message that was delivered. Empty: the whole history."
        ),
    )

    def clean_cursor(self) -> int:
        """The number of a change. Raises ``ValidationError`` for a cursor that is none of ours."""
        try:
            number = cursors.decode(self.cleaned_data["cursor"].strip(), KIND)
        except ProblemError:
            raise ValidationError(
                _("This is not a cursor of the changes feed. Copy it whole, without spaces.")
            ) from None
        counter = ChangeCounter.objects.filter(pk=1).first()
        return min(number, counter.value if counter else 0)


class WebhookCreateView(generic.CreateView):
    """Afterwards the secret is shown, once."""

    def save_instance(self) -> WebhookEndpoint:
        endpoint: WebhookEndpoint = super().save_instance()
        _show_once(self.request, endpoint)
        return endpoint

    def get_success_url(self) -> str:
        return reverse("webhooks:inspect", args=[self.object.pk])


class WebhookEditView(generic.EditView):
    """Leads back to where deliveries are seen."""

    def get_success_url(self) -> str:
        return reverse("webhooks:inspect", args=[self.object.pk])


class WebhookOverview(generic.InspectView):
    """How deliveries stand, the last attempts, and what can be done."""

    template_name = "site_core/admin/webhook.html"
    page_title = _("Deliveries")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        endpoint: WebhookEndpoint = self.object
        secrets = self.request.session.pop(_SHOWN_ONCE, {})
        confirmed = Change.objects.filter(site=endpoint.site_id, number__lte=endpoint.position)
        seen_at = WorkerHeartbeat.last()
        return super().get_context_data(
            endpoint=endpoint,
            state=STATE_LABELS[endpoint.state],
            secret=secrets.get(str(endpoint.pk)),
            waiting=endpoint.wanted().count(),
            confirmed=confirmed.order_by("number").last(),
            position=cursors.encode(KIND, endpoint.position),
            attempts=endpoint.attempts.all()[:SHOWN_ATTEMPTS],
            worker_seen_at=seen_at,
            worker_is_missed=is_missed(seen_at),
            replay_form=kwargs.pop("replay_form", None) or ReplayForm(),
            may_change=may_manage(self.request),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what a button says."""
        if not may_manage(request):
            raise PermissionDenied
        actions = {
            "ping": self._ping,
            "secret": self._secret,
            "resume": self._resume,
            "replay": self._replay,
            "replay-from": self._replay_from,
        }
        action = actions.get(request.POST.get("action", ""))
        if action is None:
            raise PermissionDenied
        return action() or redirect("webhooks:inspect", self.object.pk)

    def _ping(self) -> None:
        endpoint = WebhookEndpoint.objects.filter(pk=self.object.pk)
        endpoint.update(ping_requested_at=timezone.now())
        messages.success(
            self.request,
            gettext("A trial message is on its way. Reload this page to see what came of it."),
        )

    def _secret(self) -> None:
        self.object.replace_secret()
        _show_once(self.request, self.object)

    def _resume(self) -> None:
        self.object.resume()
        messages.success(self.request, gettext("Deliveries go on where they stopped."))

    def _replay(self) -> HttpResponse | None:
        form = ReplayForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(replay_form=form))
        self._begin_behind(form.cleaned_data["cursor"])
        return None

    def _replay_from(self) -> None:
        attempt = get_object_or_404(
            WebhookAttempt,
            pk=self.request.POST.get("attempt") or None,
            endpoint=self.object,
            change_number__isnull=False,
        )
        self._begin_behind((attempt.change_number or 1) - 1)

    def _begin_behind(self, number: int) -> None:
        self.object.resume(number)
        messages.success(self.request, gettext("Everything from there on is delivered again."))


def _show_once(request: HttpRequest, endpoint: WebhookEndpoint) -> None:
    request.session[_SHOWN_ONCE] = {str(endpoint.pk): endpoint.secret}


class WebhookViewSet(ModelViewSet):
    """Webhooks in the settings menu."""

    model = WebhookEndpoint
    name = "webhooks"
    url_namespace = "webhooks"
    url_prefix = "webhooks"
    icon = "link-external"
    menu_label = _("Webhooks")
    add_to_settings_menu = True
    add_to_reference_index = False
    menu_order = 850
    copy_view_enabled = False
    inspect_view_enabled = True
    add_view_class = WebhookCreateView
    edit_view_class = WebhookEditView
    inspect_view_class = WebhookOverview
    list_display = [
        TitleColumn("name", label=_("Name"), url_name="webhooks:inspect"),
        Column("url", label=_("Address")),
        Column(
            "state",
            label=_("State"),
            accessor=lambda endpoint: STATE_LABELS[endpoint.state],
        ),
    ]

    def get_form_class(self, for_update: bool = False) -> type[WebhookForm]:
        return WebhookForm

    @property
    def inspect_template_name(self) -> str:
        return WebhookOverview.template_name


class ParkedWebhooks(Component):
    """On the dashboard: webhooks to which nothing is sent any more."""

    name = "parked_webhooks"
    template_name = "site_core/admin/parked_webhooks.html"
    order = 90

    def __init__(self, parked: QuerySet[WebhookEndpoint]) -> None:
        self.parked = parked

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"parked": self.parked}


def parked_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """Tell those who can do something about it."""
    if may_manage(request):
        parked = WebhookEndpoint.objects.filter(parked_at__isnull=False, is_active=True)
        if parked:
            panels.append(ParkedWebhooks(parked))


def permissions() -> QuerySet[Permission]:
    """What a group can be given."""
    return Permission.objects.filter(
        content_type__app_label="site_core", content_type__model="webhookendpoint"
    )


def viewset() -> WebhookViewSet:
    """For Wagtail's hook."""
    return WebhookViewSet()


def register_hooks() -> None:
    """Put webhooks into the admin, and parked ones on the dashboard."""
    hooks.register("register_admin_viewset", viewset)
    hooks.register("construct_homepage_panels", parked_on_dashboard)
    hooks.register("register_permissions", permissions)
