"""Where the demo is reached."""

from __future__ import annotations

from wagtail.models import Site

from site_core.languages.variants import VARIANTS

HOST = "localhost"


def set_address(port: int) -> Site:
    """Give the site the address of this machine. Nothing is written when it has it already."""
    site: Site = Site.objects.get(is_default_site=True)
    if (site.hostname, site.port) != (HOST, port):
        site.hostname, site.port = HOST, port
        site.save()
    return site


def addresses(port: int) -> list[tuple[str, str]]:
    """Name and address of everything that a visitor may want to open."""
    origin = f"http://{HOST}:{port}"
    return [
        *((variant.native_name, f"{origin}/{variant.code}/") for variant in VARIANTS),
        ("Admin", f"{origin}/admin/"),
        ("API", f"{origin}/api/v2/pages/"),
    ]
