"""Every environment variable that the project reads, in one table.

``docs/operations/environment.md`` shows the same table; a test holds the two together.
"""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ

from site_core.settings.machine_translation import machine_translator
from site_core.variables import (
    REQUIRED,
    Variable,
    boolean,
    positive_number,
    text,
    whole_number,
)

PROJECT_ROOT = Path(__file__).resolve().parents[2]


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(value)
    return value


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def _database(value: str) -> dict[str, Any]:
    if urlsplit(value).scheme not in environ.Env.DB_SCHEMES:  # it would warn and print the URL
        raise ValueError(value)
    config = environ.Env.db_url_config(value)
    if not config.get("ENGINE") or not config.get("NAME"):
        raise ValueError(value)
    return dict(config)


def _redis_url(value: str) -> str:
    if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
        raise ValueError(value)
    return value


def _web_url(value: str) -> str:
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or parts.path.strip("/")
        or parts.query
    ):
        raise ValueError(value)
    return value.rstrip("/")


def _origins(value: str) -> list[str]:
    origins = _names(value)
    for origin in origins:
        if _web_url(origin) != origin:
            raise ValueError(value)
    return origins


def _contact(value: str) -> str:
    if value and not re.fullmatch(r"(mailto:[^@\s]+@|https://)[^\s]+", value):
        raise ValueError(value)
    return value


def _log_format(value: str) -> str:
    if value not in ("line", "json"):
        raise ValueError(value)
    return value


def _networks(value: str) -> list[str]:
    return [str(ip_network(name)) for name in _names(value)]


def _mailer(value: str) -> dict[str, Any]:
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


def patient(mailer: dict[str, Any]) -> dict[str, Any]:
    """The same mail server, waited for longer. RFC 5321, 4.5.3.2, asks for minutes."""
    options = mailer.get("OPTIONS")
    return {**mailer, "OPTIONS": {**options, "timeout": 180}} if options else mailer


def _secret(value: str) -> str:
    if len(value) < 50:
        raise ValueError(value)
    return value


VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable(
            "SECRET_KEY",
            "a random text of at least 50 characters",
            "Signs sessions and preview links. Required in production; development makes its own.",
            _secret,
            REQUIRED,
        ),
        Variable(
            "ALLOWED_HOSTS",
            "host names, separated by commas",
            "The host names that the site answers to. Required in production.",
            _names,
            REQUIRED,
        ),
        Variable(
            "SITE_URL",
            "an http:// or https:// address without a path",
            "The public address of the site, used in e-mails and by the admin.",
            _web_url,
            "http://localhost:8000",
        ),
        Variable(
            "BUILD_ID",
            "a text such as a commit or a release's name",
            "Tells two releases of one version apart, so that no client is told that an old answer is new.",
            text,
            "",
        ),
        Variable(
            "DATA_DIR",
            "a directory path",
            "Where the embedded database, uploads and collected static files are kept.",
            text,
            str(PROJECT_ROOT / "var"),
        ),
        Variable(
            "MAX_IMAGE_PIXELS",
            "a number from 1",
            "Pictures with more pixels are refused at upload: scaling them takes too much memory.",
            positive_number,
            "50000000",
        ),
        Variable(
            "MAX_IMAGE_BYTES",
            "a number from 1",
            "Larger pictures are refused at upload.",
            positive_number,
            "10000000",
        ),
        Variable(
            "MAX_DOCUMENT_BYTES",
            "a number from 1",
            "Larger documents are refused at upload.",
            positive_number,
            "25000000",
        ),
        Variable(
            "DATABASE_URL",
            "a database address such as postgres://user@host:5432/name",
            "The database. Empty: SQLite in DATA_DIR.",
            lambda value: _database(value) if value else None,
            "",
        ),
        Variable(
            "REDIS_URL",
            "a redis://, rediss:// or unix:// address",
            "The shared cache. Empty: local memory.",
            _redis_url,
            "",
        ),
        Variable(
            "DISABLED_PLUGINS",
            "plugin names, separated by commas",
            "Plugins that are installed but stay switched off.",
            _names,
            "",
        ),
        Variable(
            "TIME_ZONE",
            "a name from the IANA time zone database",
            "The time zone of dates and schedules.",
            _time_zone,
            "Europe/Belgrade",
        ),
        Variable(
            "EMAIL_URL",
            "a mail server address such as smtp+tls://user:password@host:587",
            "Where e-mail is sent. By default it is printed to the console.",
            _mailer,
            "consolemail://",
        ),
        Variable(
            "DEFAULT_FROM_EMAIL",
            "an e-mail address",
            "The sender of the site's e-mail.",
            text,
            "noreply@example.org",
        ),
        Variable(
            "MACHINE_TRANSLATION",
            "deepl:KEY, google:PROJECT or libretranslate:ADDRESS?api_key=KEY",
            "The service that offers translations to translators. Empty: none, and no button.",
            machine_translator,
            "",
        ),
        Variable(
            "API_ALLOWED_ORIGINS",
            "http:// or https:// addresses without a path, separated by commas",
            "The origins whose pages may read the API in a browser. Empty: all.",
            _origins,
            "",
        ),
        Variable(
            "API_REQUESTS_PER_MINUTE",
            "a whole number",
            "How often one address may ask the API in a minute. 0: without limit.",
            whole_number,
            "600",
        ),
        Variable(
            "API_V3_PREVIEW",
            "true or false",
            "Whether tools with a token of Wagtail may use the preview of its API v3.",
            boolean,
            "false",
        ),
        Variable(
            "PUBLIC_ONLY",
            "true or false",
            "Whether this node answers readers and apps alone: no admin, no sign-in, no API that writes.",
            boolean,
            "false",
        ),
        Variable(
            "ADMIN_HOSTS",
            "host names, separated by commas",
            "The hosts on which the admin is answered. Empty: all of ALLOWED_HOSTS.",
            _names,
            "",
        ),
        Variable(
            "ADMIN_NETWORKS",
            "networks such as 10.0.0.0/8, separated by commas",
            "The networks whose addresses reach the admin. Empty: all.",
            _networks,
            "",
        ),
        Variable(
            "SESSION_IDLE_MINUTES",
            "a whole number of minutes, at least 1",
            "After how long without a request an editor has to sign in again.",
            positive_number,
            "240",
        ),
        Variable(
            "BACKUP_FOLDER",
            "a folder that exists",
            "Where the worker writes a backup every day; the newest 14 are kept. Empty: no backups.",
            text,
            "",
        ),
        Variable(
            "PURGED_CACHES",
            "http:// addresses, separated by commas",
            "The caches in front that drop all they have of a host when they are sent PURGE. Empty: none.",
            _origins,
            "",
        ),
        Variable(
            "SEARCHES_PER_MINUTE",
            "a whole number",
            "How often one address may search the pages in a minute. 0: without limit.",
            whole_number,
            "60",
        ),
        Variable(
            "MISSING_PAGES_PER_MINUTE",
            "a whole number",
            "How many pages that are not there one address may ask for in a minute. 0: without limit.",
            whole_number,
            "60",
        ),
        Variable(
            "SIGN_INS_PER_HOUR",
            "a whole number",
            "How often one address may try a password in an hour, or ask for a new one. 0: without limit.",
            whole_number,
            "60",
        ),
        Variable(
            "SHARED_CACHE_SECONDS",
            "a number of seconds; 0 for none",
            "How long a cache in front of the site may answer by itself. It needs purging to be more than 0.",
            whole_number,
            "0",
        ),
        Variable(
            "TRUSTED_PROXY",
            "true or false",
            "Whether a proxy in front writes the reader's address at the end of X-Forwarded-For.",
            boolean,
            "false",
        ),
        Variable(
            "WEBHOOK_PRIVATE_NETWORKS",
            "networks such as 10.0.0.0/8, separated by commas",
            "Private networks that webhooks may be sent to, without TLS too. Empty: none.",
            _networks,
            "",
        ),
        Variable(
            "SECURITY_CONTACT",
            "a mailto: or https:// address",
            "To whom weaknesses are reported, in /.well-known/security.txt. Empty: no such file.",
            _contact,
            "",
        ),
        Variable(
            "LOG_FORMAT",
            "line or json",
            "How a line of the log is written to standard error.",
            _log_format,
            "line",
        ),
        Variable(
            "LOG_LEVEL",
            "DEBUG, INFO, WARNING, ERROR or CRITICAL",
            "The least severe message that is logged to standard error.",
            lambda value: {
                level: level for level in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
            }[value.upper()],
            "INFO",
        ),
        Variable(
            "HSTS_SECONDS",
            "a whole number of seconds",
            "How long browsers must insist on HTTPS. Read in production only.",
            whole_number,
            "31536000",
        ),
        Variable(
            "HTTPS_PROXY_HEADER",
            "true or false",
            "Whether a proxy in front sets X-Forwarded-Proto and can be trusted. Production only.",
            boolean,
            "false",
        ),
    )
}


def read(name: str) -> Any:
    """Return the value of one declared variable. See ``Variable.read`` for the errors."""
    return VARIABLES[name].read()
