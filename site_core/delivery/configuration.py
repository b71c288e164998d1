"""What is configured in a way that works badly, each in a sentence.

``manage.py check --deploy`` says it, and the application at its start, in the log. What cannot work at all
stops the start (``site_core.settings``).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.http.request import validate_host
from redis import Redis
from redis.exceptions import RedisError

from site_core.delivery.redis_cache import patience

logger = logging.getLogger(__name__)
_Finding = tuple[str, str, str]


def _site_url() -> Iterator[_Finding]:
    if settings.SECURE_SSL_REDIRECT and not settings.SITE_URL.startswith("https://"):
        yield (
            "W011",
            f"SITE_URL is {settings.SITE_URL}, and this site answers HTTPS alone.",
            "Begin it with https://: e-mails carry it.",
        )


def _redis() -> Iterator[_Finding]:
    if not settings.REDIS_URL:
        return
    try:
        with Redis.from_url(settings.REDIS_URL, **patience()) as client:
            client.ping()
    except (RedisError, OSError) as error:
        yield (
            "W012",
            f"The Redis of REDIS_URL does not answer ({type(error).__name__}).",
            "The site works without it, and each process counts and keeps for itself.",
        )


def _data_folder() -> Iterator[_Finding]:
    if not os.access(settings.DATA_DIR, os.W_OK):
        yield (
            "W013",
            f"DATA_DIR is {settings.DATA_DIR}, where this process may not write.",
            "Uploads and attachments go there: give it to the user that runs the site.",
        )


def _backups() -> Iterator[_Finding]:
    folder = settings.BACKUP_FOLDER
    if folder and not (Path(folder).is_dir() and os.access(folder, os.W_OK)):
        yield (
            "W014",
            f"BACKUP_FOLDER is {folder}, where this process finds no folder to write in.",
            "Make it and give it to the user that runs the worker: no backup is made before.",
        )


def _admin_hosts() -> Iterator[_Finding]:
    for host in settings.ADMIN_HOSTS:
        if not validate_host(host, settings.ALLOWED_HOSTS):
            yield (
                "W015",
                f"ADMIN_HOSTS names {host}, and ALLOWED_HOSTS does not.",
                "Name it in both: nobody reaches the admin there.",
            )


def _shared_caches() -> Iterator[_Finding]:
    if settings.SHARED_CACHE_SECONDS and not settings.WAGTAILFRONTENDCACHE:
        yield (
            "W016",
            "SHARED_CACHE_SECONDS lets caches answer by themselves, and PURGED_CACHES names none.",
            "Name them, or readers see what was for so long.",
        )


_CHECKS: tuple[Callable[[], Iterator[_Finding]], ...] = (
    _site_url,
    _redis,
    _data_folder,
    _backups,
    _admin_hosts,
    _shared_caches,
)


@register(deploy=True)
def check_configuration(
    app_configs: Iterable[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn of each setting that works badly here."""
    return [
        Warning(sentence, hint=hint, id=f"liaison.{number}")
        for check in _CHECKS
        for number, sentence, hint in check()
    ]


def tell() -> None:
    """Write the warnings into the log. Called when the application starts."""
    for message in check_configuration():
        logger.warning("configuration %s %s %s", message.id, message.msg, message.hint)
