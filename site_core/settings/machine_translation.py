"""``MACHINE_TRANSLATION``: which service translates, as wagtail-localize's setting takes it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qs, urlsplit

from site_core.exceptions import StartupError

_TRANSLATORS = "wagtail_localize.machine_translators"


def _deepl(rest: str) -> dict[str, Any]:
    return {"CLASS": f"{_TRANSLATORS}.deepl.DeepLTranslator", "OPTIONS": {"AUTH_KEY": rest}}


def _google(rest: str) -> dict[str, Any]:
    try:
        is_installed = find_spec("google.cloud.translate") is not None
    except ModuleNotFoundError:
        is_installed = False
    if not is_installed:
        raise StartupError(
            "MACHINE_TRANSLATION names Google: install the package google-cloud-translate."
        )
    return {
        "CLASS": f"{_TRANSLATORS}.google.GoogleCloudTranslator",
        "OPTIONS": {"PROJECT_ID": rest},
    }


def _libretranslate(rest: str) -> dict[str, Any]:
    parts = urlsplit(rest)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(rest)
    return {
        "CLASS": f"{_TRANSLATORS}.libretranslate.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/"),
            "API_KEY": parse_qs(parts.query).get("api_key", [""])[0],
            "TIMEOUT": 30,
        },
    }


_SERVICES = {"deepl": _deepl, "google": _google, "libretranslate": _libretranslate}


def machine_translator(value: str) -> dict[str, Any] | None:
    """The value of ``WAGTAILLOCALIZE_MACHINE_TRANSLATOR``; ``None`` for an empty text.

    Raises ``ValueError`` for anything else than ``service:what it needs``.
    """
    if not value:
        return None
    service, _, rest = value.partition(":")
    if not rest:
        raise ValueError(value)
    return _SERVICES[service](rest)
