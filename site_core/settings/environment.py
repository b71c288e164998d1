"""Every environment variable that the project reads, in one table.

``docs/operations/environment.md`` shows the same table; a test holds the two together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from site_core.settings.machine_translation import machine_translator
from site_core.settings.parsing import (
    contact,
    database,
    hosts,
    log_format,
    mailer,
    names,
    networks,
    object_store,
    origins,
    redis_url,
    second_factor,
    secret,
    sender,
    time_zone,
    web_url,
)
from site_core.variables import (
    REQUIRED,
    Variable,
    boolean,
    positive_number,
    text,
    whole_number,
)

PROJECT_ROOT = Path(__file__).resolve().parents[2]
#: Whether this is a checkout. What pip installed has templates and catalogues in a package, and keeps its
#: data where it is started.
IS_CHECKOUT = (PROJECT_ROOT / "manage.py").exists()
ASSETS = PROJECT_ROOT if IS_CHECKOUT else PROJECT_ROOT / "site_core" / "project"


VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable(
            "SECRET_KEY",
            "a random text of at least 50 characters",
            "Signs sessions and preview links. Required in production; development makes its own.",
            secret,
            REQUIRED,
        ),
        Variable(
            "ALLOWED_HOSTS",
            "host names, separated by commas, and not *",
            "The host names that the site answers to. Required in production.",
            hosts,
            REQUIRED,
        ),
        Variable(
            "SITE_URL",
            "an http:// or https:// address without a path",
            "The public address of the site, used in e-mails and by the admin.",
            web_url,
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
            str((PROJECT_ROOT if IS_CHECKOUT else Path.cwd()) / "var"),
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
            "a database address such as postgres://user@host:5432/name, or sqlite:///path",
            "The database. Empty: SQLite in DATA_DIR.",
            lambda value: database(value) if value else None,
            "",
        ),
        Variable(
            "OBJECT_STORE_URL",
            "an address such as s3://key:secret@host/bucket?region=eu-central-1",
            "The bucket of uploads, for several machines. s3+http:// is without TLS. Empty: DATA_DIR.",
            object_store,
            "",
        ),
        Variable(
            "REDIS_URL",
            "a redis://, rediss:// or unix:// address",
            "The shared cache. Empty: local memory.",
            redis_url,
            "",
        ),
        Variable(
            "DISABLED_PLUGINS",
            "plugin names, separated by commas",
            "Plugins that are installed but stay switched off.",
            names,
            "",
        ),
        Variable(
            "TIME_ZONE",
            "a name from the IANA time zone database",
            "The time zone of dates and schedules.",
            time_zone,
            "Europe/Belgrade",
        ),
        Variable(
            "EMAIL_URL",
            "a mail server address such as smtp+tls://user:password@host:587",
            "Where e-mail is sent. By default it is printed to the console.",
            mailer,
            "consolemail://",
        ),
        Variable(
            "DEFAULT_FROM_EMAIL",
            "an e-mail address",
            "The sender of the site's e-mail.",
            sender,
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
            origins,
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
            "API_V3_PREVIEW_WRITES",
            "true or false",
            "Whether those tools may write by it what the owners of their tokens may.",
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
            hosts,
            "",
        ),
        Variable(
            "ADMIN_NETWORKS",
            "networks such as 10.0.0.0/8, separated by commas",
            "The networks whose addresses reach the admin. Empty: all.",
            networks,
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
            "SESSION_HOURS",
            "a whole number of hours, at least 1",
            "After how long an editor has to sign in again, however busy.",
            positive_number,
            "12",
        ),
        Variable(
            "SECOND_FACTOR",
            "publishers, everyone or nobody",
            "Who needs a code from an app besides the password. In development nobody, unless it is set.",
            second_factor,
            "publishers",
        ),
        Variable(
            "SIGN_IN_FAILURES",
            "a whole number",
            "After how many wrong passwords a name is locked for 15 minutes for an address. 0: never.",
            whole_number,
            "5",
        ),
        Variable(
            "BACKUP_FOLDER",
            "a folder that exists",
            "Where the worker writes a backup every day; the newest 14 are kept. Empty: no backups.",
            text,
            "",
        ),
        Variable(
            "CHECK_WEB_LINKS",
            "true or false",
            "Whether the worker asks other sites, slowly, whether what our pages link to is still there.",
            boolean,
            "false",
        ),
        Variable(
            "PURGED_CACHES",
            "http:// addresses, separated by commas",
            "The caches in front that drop all they have of a host when they are sent PURGE. Empty: none.",
            origins,
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
            networks,
            "",
        ),
        Variable(
            "SECURITY_CONTACT",
            "a mailto: or https:// address",
            "To whom weaknesses are reported, in /.well-known/security.txt. Empty: no such file.",
            contact,
            "",
        ),
        Variable(
            "LOG_FORMAT",
            "line or json",
            "How a line of the log is written to standard error.",
            log_format,
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
            "HSTS_SUBDOMAINS",
            "true or false",
            "Whether browsers must insist on HTTPS for names below the site's too. Read in production only.",
            boolean,
            "true",
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
