"""The search page, as Wagtail's project template has it, for the language that is read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Locale, Page, Site


def search(request: HttpRequest) -> HttpResponse:
    """Live pages with all the words."""
    query = request.GET.get("q", "")
    found = Page.objects.live().filter(locale=Locale.get_active()).search(query) if query else []
    pages = Paginator(found, 10).get_page(request.GET.get("page"))
    home = Site.find_for_request(request).root_page.localized
    return render(request, "content/search.html", {"query": query, "pages": pages, "home": home})
