"""What wagtail-localize's editor asks of pages, images and documents that a text refers to.

Its compiled script asks ``/admin/api/main/…``, which Wagtail serves until 8.0, and goes blank as a whole
where an image answers with an error. Here images answer on every version, with a stand-in for one that is
gone; pages and documents answer where Wagtail does not. ``tests/test_upstream.py`` says when it can go.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from wagtail.admin.auth import require_admin_access
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page
from wagtail.permissions import policy_registry

#: The smallest picture there is.
_NOTHING = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def _thumbnail(image: Any) -> dict[str, Any]:
    try:
        rendition = image.get_rendition("max-165x165")
    except SourceImageIOError:  # its file is gone
        return {"url": _NOTHING, "width": 1, "height": 1}
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height}


def _image(request: HttpRequest, identifier: int) -> JsonResponse:
    """An image by its id."""
    image = get_image_model().objects.filter(pk=identifier).first()
    if image is None:
        nothing = {"url": _NOTHING, "width": 1, "height": 1}
        title = gettext("This image no longer exists.")
        return JsonResponse({"id": identifier, "title": title, "thumbnail": nothing})
    return JsonResponse({"id": image.pk, "title": image.title, "thumbnail": _thumbnail(image)})


#: By its own address, before Wagtail's.
chosen_image = require_admin_access(_image)


def chosen_document(request: HttpRequest, identifier: int) -> JsonResponse:
    """A document by its id."""
    found = get_document_model().objects.filter(pk=identifier).values_list("title", flat=True)
    return _named(identifier, found.first() or gettext("This document no longer exists."))


def chosen_page(request: HttpRequest, identifier: int) -> JsonResponse:
    """A page by its id, for those who find it in the explorer."""
    policy: Any = policy_registry.get_by_type(Page)
    found = (
        policy.explorable_instances(request.user)
        .filter(pk=identifier)
        .values_list("draft_title", flat=True)
    )
    return _named(identifier, found.first() or gettext("You cannot view this page."))


def _named(identifier: int, title: str) -> JsonResponse:
    return JsonResponse({"id": identifier, "title": title})


def urls() -> list[URLPattern]:
    """Below those of Wagtail's admin, which answer where there are such."""
    return [
        path("api/main/pages/<int:identifier>/", chosen_page),
        path("api/main/documents/<int:identifier>/", chosen_document),
    ]
