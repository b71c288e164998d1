"""What a guest sees: the draft as a page, its changes marked, and a form for what they think of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.log_actions import log
from wagtail.models import Page

from site_core.languages.readable import readable
from site_core.languages.variants import VARIANTS, Variant, variant_for_code
from site_core.previews.guests import MAX_ANSWERS, MAX_TEXT, GuestAnswer, GuestLink, GuestOpening
from site_core.previews.marking import marked
from site_core.previews.models import BrokenTokenError

#: Actions of Wagtail's log, by what a guest has said.
LOGGED = {kind: f"liaison.guest_{kind}" for kind, _label in GuestAnswer.KINDS}


class AnswerForm(forms.Form):
    """What a guest thinks of the draft."""

    name = forms.CharField(label=_("Your name"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Your answer"), choices=GuestAnswer.KINDS, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Comment"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_name(self) -> str:
        """The name, without what nobody can read."""
        return readable(self.cleaned_data["name"])

    def clean_text(self) -> str:
        """The comment. Whoever does not approve says why."""
        text = readable(self.cleaned_data["text"]).strip()
        if not text and self.data.get("kind") in (GuestAnswer.REJECTED, GuestAnswer.COMMENTED):
            raise ValidationError(
                gettext("Say what should be changed, or what you think."), code="required"
            )
        return text


@csrf_exempt  # whoever holds the link may answer, and holds nothing else: no cookie is set or read
def guest_view(request: HttpRequest, token: str) -> HttpResponse:
    """The draft in the variant of the path. Raises ``Http404`` where there never was such a link."""
    try:
        link = GuestLink.of(token)
    except BrokenTokenError as error:
        raise Http404("There is no such draft: the link was not copied whole.") from error
    if link is None or not link.is_valid:
        return _private(render(request, "site_core/guest/ended.html", status=410))
    variant = variant_for_code(translation.get_language())
    draft = link.draft(variant.locale_code)
    form = AnswerForm(request.POST or None)
    if draft is None:
        others = _entries(link, variant)
        context = {"entries": [entry for entry in others if entry["is_there"]]}
        return _private(render(request, "site_core/guest/not_written.html", context, status=404))
    if request.method == "POST":
        if form.is_valid() and _answer(link, draft, form.cleaned_data, variant):
            return _private(redirect(f"{request.path}?answered=1#guest-answer"))
    elif request.method == "GET":
        GuestOpening.objects.create(link=link, at=timezone.now(), variant=variant.code)
    return _private(HttpResponse(_page(request, link, draft, form, variant)))


def _private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps it, indexes it, or learns the address from where a reader goes next."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(link: GuestLink, draft: Page, given: dict[str, Any], variant: Variant) -> bool:
    if link.answers.count() >= MAX_ANSWERS:
        return False
    answer = GuestAnswer.objects.create(link=link, at=timezone.now(), variant=variant.code, **given)
    page = Page.objects.get(pk=draft.pk)
    log(
        instance=page.specific,
        action=LOGGED[answer.kind],
        data={"name": answer.name, "text": answer.text},
    )
    return True


def _rendered(request: HttpRequest, page: Page) -> str:
    html: str = render_to_string(
        page.get_template(request), page.get_context(request), request=request
    )
    return html


def _entries(link: GuestLink, current: Variant) -> list[dict[str, Any]]:
    """The three variants, each with whether there is a draft in it."""
    entries = []
    for variant in VARIANTS:
        with translation.override(variant.code):
            url = reverse("guest_draft", args=[link.token])
        entries.append(
            {
                "variant": variant,
                "url": url,
                "is_there": variant.locale_code in link.drafts,
                "is_current": variant is current,
            }
        )
    return entries


def _page(
    request: HttpRequest, link: GuestLink, draft: Page, form: AnswerForm, variant: Variant
) -> str:
    request.is_preview = True  # type: ignore[attr-defined] # as Wagtail sets it
    html = _rendered(request, draft)
    published = Page.objects.get(pk=draft.pk)
    has_marks, is_plain = False, "plain" in request.GET
    if published.live:
        both, has_marks = marked(_rendered(request, published.specific), html)
        html = html if is_plain else both
    context = {
        "link": link,
        "published": published if published.live else None,
        "has_marks": has_marks,
        "is_plain": is_plain,
        "entries": _entries(link, variant),
        "answers": link.answers.all(),
        "has_answered": "answered" in request.GET,
        "is_full": link.answers.count() >= MAX_ANSWERS,
        "form": form,
    }
    bar = render_to_string("site_core/guest/bar.html", context, request=request)
    answer = render_to_string("site_core/guest/answer.html", context, request=request)
    head = render_to_string("site_core/guest/head.html", context, request=request)
    html = html.replace("</head>", f"{head}</head>", 1)
    start = html.find(">", html.find("<body")) + 1
    end = html.rfind("</body>")
    return html[:start] + bar + html[start:end] + answer + html[end:]


urlpatterns = [path("guest-draft/<str:token>/", guest_view, name="guest_draft")]
