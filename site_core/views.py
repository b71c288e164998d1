"""The error pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from site_core.languages.forms import FORMS, ReadingForm, form_for_code
from site_core.published import documents
from site_core.published.links import path_in_form
from site_core.published.models import PublishedDocument


def _same_page_elsewhere(path: str, form: ReadingForm) -> list[tuple[ReadingForm, str, str]]:
    """The forms in which the page with this path below its prefix can be read: form, title, path."""
    below_prefix = path.lstrip("/").partition("/")[2]
    if below_prefix and not below_prefix.endswith("/"):
        below_prefix += "/"
    by_path = {f"/{other.locale_code}/{below_prefix}": other.locale_code for other in FORMS}
    found = {
        document.locale: document
        for document in PublishedDocument.objects.public().light().filter(path__in=list(by_path))
    }
    return [
        (other, found[other.locale_code].title, path_in_form(found[other.locale_code], other))
        for other in FORMS
        if other.locale_code in found and other.locale_code != form.locale_code
    ]


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the reader's language, with the forms in which the page does exist."""
    form = form_for_code(get_language())
    context = {
        "place": documents.site_context(form),
        "elsewhere": _same_page_elsewhere(request.path, form),
    }
    return HttpResponseNotFound(render(request, "404.html", context).content)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without touching the database: it may be what failed."""
    return HttpResponseServerError(render_to_string("500.html"))
