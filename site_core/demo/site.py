"""Where the demo is reached."""

from __future__ import annotations

import os

from django.conf import settings
from wagtail.models import Site

from site_core import prefixes
from site_core.languages.variants import VARIANTS

HOST = "localhost"


def set_url(port: int) -> Site:
    """Give the site the URL of this machine, unless somebody has given it another host.

    URLs of pictures and of the admin follow, unless ``SITE_URL`` is set in the environment.
    """
    site: Site = Site.objects.get(is_default_site=True)
    if site.hostname == HOST and "SITE_URL" not in os.environ:
        settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://{HOST}:{port}"
    if site.hostname == HOST and site.port != port:
        site.port = port
        site.save()
    return site


def urls(port: int) -> list[tuple[str, str]]:
    """Name and URL of everything that a visitor may want to open."""
    origin = f"http://{HOST}:{port}"
    return [
        *((variant.native_name, f"{origin}/{variant.code}/") for variant in VARIANTS),
        ("Admin", f"{origin}{prefixes.ADMIN}"),
        ("API", f"{origin}{prefixes.API}pages/"),
    ]
