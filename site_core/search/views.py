"""The search page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from wagtail.models import Site

from site_core.languages.forms import form_for_code
from site_core.published import documents
from site_core.published.links import path_in_form
from site_core.search import finding

RESULTS_PER_PAGE = 20


def search(request: HttpRequest) -> HttpResponse:
    """Public pages of the reader's language that hold every word asked for, in tree order."""
    form = form_for_code(get_language())
    query = request.GET.get("q", "").replace("\x00", "").strip()[: finding.QUERY_LENGTH]
    site = Site.find_for_request(request)
    results = finding.find(finding.stems_of(query, form), form, site.pk if site else None)
    page = Paginator(results, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    found = [
        {
            "title": document.title,
            "path": path_in_form(document, form),
            "summary": finding.summary(document),
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
