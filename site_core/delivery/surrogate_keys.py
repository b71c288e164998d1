"""``Surrogate-Key``: what a shared cache calls a response by when it is told to drop it.

``site-3`` stands on every public response of the site with that id, ``page-7`` on those that show one page.
A change can show on every page (menus, breadcrumbs, lists), so what is purged is a site; the key of a page is
for whoever takes one down by hand. The name is that of Fastly and of Varnish's own product; Varnish's xkey
takes it from there (``deploy/varnish.vcl``).
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from site_core.delivery import generation

HEADER = "Surrogate-Key"


def of_page(response: HttpResponseBase, page_id: int) -> None:
    """Say of a response that it shows a page."""
    response.headers[HEADER] = f"page-{page_id}"


def of_site(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say of a public response which site it is of, beside the page that it shows."""
    site_id = generation.site(request).id
    keys = response.headers.get(HEADER, "").split()
    if site_id is not None and f"site-{site_id}" not in keys:
        response.headers[HEADER] = " ".join([f"site-{site_id}", *keys])
