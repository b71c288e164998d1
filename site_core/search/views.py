"""The search page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from wagtail.models import Site

from site_core.languages.analysis import analyse
from site_core.languages.forms import form_for_code
from site_core.published import documents
from site_core.published.links import path_in_form
from site_core.published.models import PublishedDocument

RESULTS_PER_PAGE = 20
QUERY_LENGTH = 200


def _summary(document: PublishedDocument) -> str:
    own = document.representation
    return own.get("lead") or own.get("search_description") or ""


def search(request: HttpRequest) -> HttpResponse:
    """Public pages of the reader's language that hold every word asked for, in tree order."""
    form = form_for_code(get_language())
    query = request.GET.get("q", "").replace("\x00", "").strip()[:QUERY_LENGTH]
    stems = analyse(query, form.locale_code)
    site = Site.find_for_request(request)
    results = PublishedDocument.objects.none()
    if stems and site is not None:
        wanted = Q()
        for stem in stems:
            wanted &= Q(search_text__contains=f" {stem} ")
        results = (
            PublishedDocument.objects.public()
            .filter(wanted, locale=form.locale_code, site=site)
            .defer("search_text")
            .order_by("depth", "tree_path")
        )
    page = Paginator(results, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    found = [
        {
            "title": document.title,
            "path": path_in_form(document, form),
            "summary": _summary(document),
        }
        for document in page.object_list
    ]
    return TemplateResponse(
        request,
        "search/search.html",
        {
            "query": query,
            "results": found,
            "results_page": page,
            "place": documents.site_context(form, site),
        },
    )
