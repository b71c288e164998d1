"""``/resolve/``: what stands behind a path of the site, in one answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import Http404
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from site_core.api.forms import asked_form
from site_core.api.pages import PublishedPagesAPIViewSet
from site_core.languages.forms import DEFAULT_FORM, ReadingForm, form_for_name
from site_core.published.links import ORIGIN
from site_core.published.models import PublishedDocument

GONE = 410


class ResolveAPIViewSet(PublishedPagesAPIViewSet):
    """Answers with the page whole, with the target of a redirect, or that the page is gone.

    ``path`` is any address that the site emits: absolute or not, in any form, with or without the
    slash at its end. Without a prefix it is read as English.
    """

    name = "resolve"
    #: The form of the answer, where no parameter asks for another; the renderer reads it.
    answer_form: ReadingForm | None = None
    known_query_parameters = PublishedPagesAPIViewSet.known_query_parameters.union(["path"])

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The one address of the endpoint."""
        return [path("", cls.as_view({"get": "resolve_view"}), name="listing")]

    def resolve_view(self, request: Request) -> Response:
        """Answer for ``path``. Raises ``Http404`` where nothing is or was."""
        address = request.GET.get("path", "")
        if not address:
            raise BadRequestError("path is missing: give a path of the site, such as /en/about/")
        form, below = _split(urlsplit(address).path)
        site = Site.find_for_request(request)
        document = (
            PublishedDocument.objects.public()
            .naming_source()
            .telling_translation()
            .defer("search_text")
            .filter(site=site, path=f"/{form.locale_code}/{below}")
            .first()
        )
        if document is not None:
            return self._page(document, form)
        redirect = _redirect(site, form, below)
        if redirect is not None:
            self.answer_form = form
            return Response({"outcome": "redirect", **redirect})
        if _is_withdrawn(site, form, below):
            return Response(
                {"outcome": "gone", "message": f"The page at {address} is not published."},
                status=GONE,
            )
        raise Http404(f"There is no page at {address}.")

    def _page(self, document: PublishedDocument, form: ReadingForm) -> Response:
        if "locale" not in self.request.GET:
            self.answer_form = form
        described = self.describe_whole(document)
        response = Response({"outcome": "page", "page": described})
        response["Content-Language"] = (asked_form(self.request) or form).tag
        return response


def _split(text: str) -> tuple[ReadingForm, str]:
    """The form of a path, and the path below its prefix with a slash at its end."""
    parts = [part for part in text.split("/") if part]
    form = form_for_name(parts[0]) if parts else None
    below = "/".join(parts[1:] if form else parts)
    return form or DEFAULT_FORM, f"{below}/" if below else ""


def _redirect(site: Site | None, form: ReadingForm, below: str) -> dict[str, Any] | None:
    old_path = Redirect.normalise_path(f"/{form.locale_code}/{below}")
    found = (
        Redirect.objects.filter(Q(site=site) | Q(site=None), old_path=old_path)
        .select_related("redirect_page")
        .order_by("site_id")
        .last()
    )
    if found is None:
        return None
    target = PublishedDocument.objects.public().filter(page_id=found.redirect_page_id).first()
    if found.redirect_page_id is not None and target is None:
        return None
    return {
        "is_permanent": found.is_permanent,
        "id": target.page_id if target else None,
        "html_url": ORIGIN + target.path if target else found.redirect_link,
    }


def _is_withdrawn(site: Site | None, form: ReadingForm, below: str) -> bool:
    """Whether a page stands there that was published once and is not now."""
    if site is None:
        return False
    home = Page.objects.filter(
        translation_key=site.root_page.translation_key, locale__language_code=form.locale_code
    ).first()
    return home is not None and (
        Page.objects.filter(
            url_path=f"{home.url_path}{below}", live=False, first_published_at__isnull=False
        ).exists()
    )
