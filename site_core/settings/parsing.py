"""How the text of an environment variable becomes a value. What is malformed raises ``ValueError``."""

from __future__ import annotations

import re
from email.utils import parseaddr
from ipaddress import ip_network
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def time_zone(value: str) -> str:
    """A name of the IANA time zone database."""
    if value not in available_timezones():
        raise ValueError(value)
    return value


def names(value: str) -> list[str]:
    """Names, separated by commas."""
    return [name.strip() for name in value.split(",") if name.strip()]


def hosts(value: str) -> list[str]:
    """Host names, separated by commas. One that stands for all of them would believe any ``Host``."""
    found = names(value)
    if "*" in found or any("/" in host or ":" in host for host in found):
        raise ValueError(value)
    return found


def sender(value: str) -> str:
    """An e-mail address, with or without a name before it."""
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError:
        raise ValueError(value) from None
    return value


def database(value: str) -> dict[str, Any]:
    """An entry of Django's ``DATABASES``."""
    if urlsplit(value).scheme not in ("postgres", "postgresql", "sqlite"):
        raise ValueError(value)
    config = environ.Env.db_url_config(value)
    if not config.get("ENGINE") or not config.get("NAME"):
        raise ValueError(value)
    return dict(config)


def redis_url(value: str) -> str:
    """The address of a Redis, or nothing."""
    if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
        raise ValueError(value)
    return value


def web_url(value: str) -> str:
    """An origin, without a path and without a slash at its end."""
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or parts.path.strip("/")
        or parts.query
    ):
        raise ValueError(value)
    return value.rstrip("/")


def origins(value: str) -> list[str]:
    """Origins, separated by commas."""
    found = names(value)
    if any(web_url(origin) != origin for origin in found):
        raise ValueError(value)
    return found


def contact(value: str) -> str:
    """Whom ``security.txt`` names, or nothing."""
    if value and not re.fullmatch(r"(mailto:[^@\s]+@|https://)[^\s]+", value):
        raise ValueError(value)
    return value


def log_format(value: str) -> str:
    """``line`` or ``json``."""
    if value not in ("line", "json"):
        raise ValueError(value)
    return value


def second_factor(value: str) -> str:
    """``publishers``, ``everyone`` or ``nobody``."""
    if value not in ("publishers", "everyone", "nobody"):
        raise ValueError(value)
    return value


def networks(value: str) -> list[str]:
    """Networks, separated by commas."""
    return [str(ip_network(name)) for name in names(value)]


def mailer(value: str) -> dict[str, Any]:
    """An entry of Django's ``MAILERS``."""
    config = environ.Env.email_url_config(value)
    mailer: dict[str, Any] = {"BACKEND": config["EMAIL_BACKEND"]}
    if config["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        if not config["EMAIL_HOST"]:
            raise ValueError(value)
        mailer["OPTIONS"] = {
            "host": config["EMAIL_HOST"],
            "port": config["EMAIL_PORT"] or 25,
            "username": config["EMAIL_HOST_USER"] or "",
            "password": config["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": config.get("EMAIL_USE_TLS", False),
            "use_ssl": config.get("EMAIL_USE_SSL", False),
            "timeout": 20,
        }
    return mailer


def time_zones() -> list[str]:
    """The zones that people choose from. Systems name others besides, at which browsers fail: "localtime"."""
    return sorted(name for name in available_timezones() if "/" in name or name == "UTC")


def patient(mailer: dict[str, Any]) -> dict[str, Any]:
    """The same mail server, waited for longer. RFC 5321, 4.5.3.2, asks for minutes."""
    options = mailer.get("OPTIONS")
    return {**mailer, "OPTIONS": {**options, "timeout": 180}} if options else mailer


def secret(value: str) -> str:
    """A text that is too long to be guessed."""
    if len(value) < 50:
        raise ValueError(value)
    return value


def object_store(value: str) -> dict[str, Any]:
    """Options of a bucket for ``site_core.media.object_storage``, or none."""
    if not value:
        return {}
    parts = urlsplit(value)
    bucket = parts.path.strip("/")
    wanted = (parts.username, parts.password, parts.hostname, bucket)
    if parts.scheme not in ("s3", "s3+http") or not all(wanted) or "/" in bucket:
        raise ValueError(value)
    fields = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    if set(fields) - {"region"}:
        raise ValueError(value)
    port = f":{parts.port}" if parts.port else ""  # one that is no number is a ``ValueError``, too
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "endpoint_url": f"{'https' if parts.scheme == 's3' else 'http'}://{parts.hostname}{port}",
        "bucket_name": bucket,
        "region_name": fields.get("region", ["us-east-1"])[0],
    }
