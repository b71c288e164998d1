"""The pages on which the second factor is set up and asked for, in the dress of Wagtail's sign-in.

They stand before the admin: who has only given a password reaches these and no others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from site_core.accounts import second_factor
from site_core.accounts.models import User
from site_core.accounts.second_factor import NOBODY, Verdict
from site_core.accounts.sessions import SignIn

#: The key that is being set up, kept in the session until a code from it was seen.
_KEY = "liaison_new_second_factor"
#: From how few recovery codes on somebody is told.
_FEW_CODES = 3
View = Callable[[HttpRequest, User], HttpResponse]


class CodeForm(forms.Form):
    """Asks for one code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=64,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    def __init__(self, *args: Any, help_text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = help_text


def _for_whoever_gave_a_password(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Call a view with the person who has given a password, in that person's language."""

    @wraps(view)
    @never_cache
    @sensitive_post_parameters()
    def wrapped(request: HttpRequest) -> HttpResponse:
        sign_in = _sign_in(request)
        person = sign_in.pending or sign_in.user
        if not isinstance(person, User):
            return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
        profile = getattr(person, "wagtail_userprofile", None)
        language = profile.get_preferred_language() if profile else None
        with translation.override(language or translation.get_language()):
            response = view(request, person)
            if isinstance(response, TemplateResponse):
                response.render()
        return response

    return wrapped


def _sign_in(request: HttpRequest) -> SignIn:
    sign_in: SignIn = request.sign_in  # type: ignore[attr-defined] # SignInMiddleware's
    return sign_in


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("wagtailadmin_home")


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    context["next"] = _next(request)
    return TemplateResponse(request, f"site_core/admin/second_factor/{template}.html", context)


def _say(form: CodeForm, verdict: Verdict) -> None:
    if verdict.wait:
        form.add_error(
            "code",
            ngettext(
                "Too many wrong codes. Try again in %(seconds)s second.",
                "Too many wrong codes. Try again in %(seconds)s seconds.",
                verdict.wait,
            )
            % {"seconds": verdict.wait},
        )
    else:
        form.add_error("code", _("This code is wrong or has already been used. Try the next one."))


@_for_whoever_gave_a_password
def ask(request: HttpRequest, person: User) -> HttpResponse:
    """Ask for a code at sign-in."""
    sign_in = _sign_in(request)
    if sign_in.pending is None:
        return redirect(_next(request))
    devices = second_factor.devices_of(person)
    if not devices:
        return redirect(f"{reverse('second_factor_set_up')}?{request.GET.urlencode()}")
    form = CodeForm(
        request.POST or None,
        help_text=_("Six digits from your app, or one of your recovery codes."),
    )
    if request.method == "POST" and form.is_valid():
        verdict = second_factor.check(person, form.cleaned_data["code"])
        if verdict.is_right:
            sign_in.complete(devices[0])
            if verdict.is_recovery_code:
                _tell_how_many_are_left(request, person)
            return redirect(_next(request))
        _say(form, verdict)
    return _page(request, "ask", form=form, person=person)


def _tell_how_many_are_left(request: HttpRequest, person: User) -> None:
    left = person.recovery_codes.count()
    sentence = ngettext(
        "You have %(count)s recovery code left.", "You have %(count)s recovery codes left.", left
    ) % {"count": left}
    if left <= _FEW_CODES:
        sentence += " " + _("Create new ones on your account page.")
    messages.warning(request, sentence)


@_for_whoever_gave_a_password
def set_up(request: HttpRequest, person: User) -> HttpResponse:
    """Show a key as a QR code, and make it the second factor when a code from it comes back."""
    sign_in = _sign_in(request)
    has_one = bool(second_factor.devices_of(person))
    if has_one and sign_in.pending is not None:  # who cannot give the code gets no other key
        return redirect(f"{reverse('second_factor')}?{request.GET.urlencode()}")
    form = CodeForm(request.POST or None, help_text=_("Six digits that the app shows now."))
    held = CodeForm(
        request.POST or None,
        prefix="held",
        help_text=_("Six digits from your present app, or a recovery code."),
    )
    held.fields["code"].widget.attrs.pop("autofocus")
    held.fields["code"].label = _("Code from your present app")
    if _KEY not in request.session:
        request.session[_KEY] = second_factor.new_key()
    key = request.session[_KEY]
    if request.method == "POST" and form.is_valid() and (not has_one or held.is_valid()):
        step = second_factor.step_of(key, form.cleaned_data["code"])
        verdict = Verdict(is_right=True)
        if step is None:
            form.add_error("code", _("This code is wrong. Is the clock on your phone correct?"))
        elif has_one:
            verdict = second_factor.check(person, held.cleaned_data["code"])
            if not verdict.is_right:
                _say(held, verdict)
        if step is not None and verdict.is_right:
            del request.session[_KEY]
            sign_in.complete(second_factor.set_up(person, key, step))
            return _new_codes(request, person)
    return _page(
        request,
        "set_up",
        form=form,
        held=held if has_one else None,
        person=person,
        drawing=second_factor.qr_code(person, key),
        key=second_factor.readable_key(key),
        is_demanded=second_factor.is_demanded(person),
    )


def _confirmed(
    act: Callable[[HttpRequest, User], HttpResponse], template: str
) -> Callable[[HttpRequest], HttpResponse]:
    """A view for somebody signed in that does something once a code was given again."""

    @_for_whoever_gave_a_password
    def view(request: HttpRequest, person: User) -> HttpResponse:
        if _sign_in(request).pending is not None or not second_factor.devices_of(person):
            return redirect("wagtailadmin_account")
        form = CodeForm(
            request.POST or None,
            help_text=_("Six digits from your app, or one of your recovery codes."),
        )
        if request.method == "POST" and form.is_valid():
            verdict = second_factor.check(person, form.cleaned_data["code"])
            if verdict.is_right:
                return act(request, person)
            _say(form, verdict)
        return _page(request, template, form=form, person=person)

    return view


def _new_codes(request: HttpRequest, person: User) -> HttpResponse:
    return _page(request, "codes", codes=second_factor.new_recovery_codes(person))


def _remove(request: HttpRequest, person: User) -> HttpResponse:
    second_factor.forget(person, by=person)
    messages.success(request, _("You now sign in with your password alone."))
    return redirect("wagtailadmin_account")


new_codes = _confirmed(_new_codes, "new_codes")
_remove_view = _confirmed(_remove, "remove")


def remove(request: HttpRequest) -> HttpResponse:
    """Take one's own second factor away, where nobody demands it."""
    person = _sign_in(request).user
    if isinstance(person, User) and second_factor.is_demanded(person):
        messages.error(request, _("You can publish, so your password alone is not enough."))
        return redirect("wagtailadmin_account")
    return _remove_view(request)


@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """End a sign-in half way, so that somebody else can sign in."""
    request.session.flush()
    return redirect("wagtailadmin_login")


urlpatterns = [
    path("give-up/", give_up, name="second_factor_give_up"),
    path("", ask, name="second_factor"),
    path("set-up/", set_up, name="second_factor_set_up"),
    path("recovery-codes/", new_codes, name="second_factor_codes"),
    path("remove/", remove, name="second_factor_remove"),
]


def state(person: User) -> dict[str, Any]:
    """What a person's own account page, or an administrator, is told of the second factor."""
    return {
        "has_second_factor": bool(second_factor.devices_of(person)),
        "codes_left": person.recovery_codes.count(),
        "is_demanded": settings.SECOND_FACTOR != NOBODY and second_factor.is_demanded(person),
    }
