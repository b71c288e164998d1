"""What every environment shares. Values that differ by place come from ``environment``."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from site_core import prefixes
from site_core.languages.variants import DEFAULT_VARIANT, VARIANTS
from site_core.plugins.catalogues import latin_folders
from site_core.plugins.discovery import discover, further_apps, with_sources
from site_core.settings import policies
from site_core.settings.environment import ASSETS, PROJECT_ROOT, read
from site_core.settings.parsing import patient, time_zones
from site_core.settings.uploads import uploads

BASE_DIR = PROJECT_ROOT
DATA_DIR = Path(read("DATA_DIR"))
OBJECT_STORE: dict[str, Any] = read("OBJECT_STORE_URL")
SITE_URL = read("SITE_URL")
BUILD_ID = read("BUILD_ID")

# Applications and plugins

_PLATFORM_APPS = [
    "wagtail.contrib.redirects",  # its signal handlers come before those of the platform
    "site_core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "wagtail.contrib.settings",
    "wagtail.contrib.forms",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "site_core.accounts.wagtail_users.UsersConfig",  # wagtail.users, with our views
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "laces",
    "corsheaders",
    "django_filters",
    "ninja",
    "django_tasks",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",  # what the search index is made of there
    "django.contrib.staticfiles",
]
BUILT_IN_PLUGINS = [
    "home.apps.HomeConfig",
    "offices.apps.OfficesConfig",
    "relations.apps.RelationsConfig",
]
DISABLED_PLUGINS = read("DISABLED_PLUGINS")
DISCOVERED_PLUGINS = discover(BUILT_IN_PLUGINS, _PLATFORM_APPS, DISABLED_PLUGINS)
#: What the plugins let administrators set, each under the plugin's name: ``<PLUGIN>_<NAME>``.
PLUGIN_VARIABLES = [variable for plugin in DISCOVERED_PLUGINS for variable in plugin.variables]
globals().update({variable.name: variable.read() for variable in PLUGIN_VARIABLES})
INSTALLED_APPS = [
    *(plugin.config_path for plugin in DISCOVERED_PLUGINS),
    *further_apps(DISCOVERED_PLUGINS, _PLATFORM_APPS),
    *_PLATFORM_APPS,
]

# Requests

MIDDLEWARE = [
    "site_core.delivery.health.HealthMiddleware",
    "site_core.delivery.metrics.MetricsMiddleware",
    "site_core.delivery.request_ids.RequestIDMiddleware",
    # Before anything is done about a request.
    "site_core.delivery.limits.RequestLimitsMiddleware",
    "site_core.delivery.admin_door.AdminDoorMiddleware",
    # What is kept has every header that those below give it.
    "site_core.delivery.responses.ResponseCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "site_core.delivery.headers.ResourcePolicyMiddleware",
    "site_core.api.middleware.PublicCorsMiddleware",
    "site_core.api.middleware.APIMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "site_core.delivery.database.DatabaseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "site_core.delivery.full_disk.ForgivingSessionMiddleware",
    "site_core.languages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Below it, a password alone signs nobody in who needs more.
    "site_core.accounts.sessions.SignInMiddleware",
    "site_core.accounts.admin_language.AdminLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "site_core.translations.middleware.RefusalMiddleware",
    "site_core.delivery.full_disk.FullDiskMiddleware",
    "site_core.published.redirects.PublicRedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "site_core.urls"
if OBJECT_STORE:
    MIDDLEWARE.append("site_core.delivery.object_store.ObjectStoreMiddleware")
WSGI_APPLICATION = "site_core.wsgi.application"

_LOADERS = [
    "site_core.plugins.templates.ReplacingLoader",
    "django.template.loaders.filesystem.Loader",
    "site_core.languages.unmarked.MarkingLoader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ASSETS / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Storage

_database = read("DATABASE_URL") or {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "liaison.sqlite3",
}
if _database["ENGINE"].endswith("sqlite3"):
    # Readers never wait for a writer (WAL), and a writer takes its lock at once (IMMEDIATE) rather
    # than failing half way when another one came first.
    _database["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
    # Opening the file and asking for its journal takes as long as a small query.
    _database["CONN_MAX_AGE"] = 600
else:
    # Whoever cannot be served is told so within seconds (``site_core.delivery.database``).
    _database["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": 16, "timeout": 2},
        "connect_timeout": 2,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 5000,
    }
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

#: Where the worker writes a backup every day; empty for none.
BACKUP_FOLDER = read("BACKUP_FOLDER")
CHECK_WEB_LINKS = read("CHECK_WEB_LINKS")
REDIS_URL = read("REDIS_URL")
#: Whole responses are kept until something public changes (``site_core.delivery.responses``).
KEEP_RESPONSES = True
SHARED_CACHE_SECONDS = read("SHARED_CACHE_SECONDS")
WAGTAILFRONTENDCACHE = {
    f"cache {number}": {
        "BACKEND": "site_core.delivery.purging.PatientHTTPBackend",
        "LOCATION": location,
    }
    for number, location in enumerate(read("PURGED_CACHES"))
}


def _cache(max_entries: int) -> dict[str, Any]:
    """A shared cache where there is one, and the memory of each process else."""
    if REDIS_URL:
        backend = "site_core.delivery.redis_cache.PatientRedisCache"
        return {"BACKEND": backend, "LOCATION": REDIS_URL}
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": str(max_entries),
        "OPTIONS": {"MAX_ENTRIES": max_entries},
    }


#: Responses have a place of their own, so that they do not crowd out counts and placeholders.
CACHES = {"default": _cache(3000), "responses": _cache(800)}

STATIC_URL = prefixes.STATIC
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "site_core.delivery.stylesheet.StylesheetFinder",
]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = prefixes.MEDIA
MEDIA_ROOT = DATA_DIR / "media"
# An attachment of an enquiry stays in memory: a disk that is full loses nobody's text.
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
STORAGES = {
    "default": uploads("media", MEDIA_URL, DATA_DIR, OBJECT_STORE),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What only people of the office may open. It has no URL.
    "private": uploads("private", None, DATA_DIR, OBJECT_STORE),
}

# People

AUTH_USER_MODEL = "site_core.User"
AUTHENTICATION_BACKENDS = ["site_core.accounts.lockout.PasswordBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": "site_core.accounts.notices.NumericPasswordValidator"},
]
#: Where somebody is led whose form names no page of this site to go on to.
LOGIN_REDIRECT_URL = "/"
#: Of whom a code from an app is demanded besides the password: publishers, everyone or nobody.
SECOND_FACTOR = read("SECOND_FACTOR")
#: After so many hours whoever signed in has to sign in again, however busy.
SESSION_HOURS = read("SESSION_HOURS")
# Wrong passwords are counted for each name and address, in the database: that needs no Redis.
SIGN_IN_FAILURES = read("SIGN_IN_FAILURES")
AXES_ENABLED = bool(SIGN_IN_FAILURES)
AXES_FAILURE_LIMIT = SIGN_IN_FAILURES
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "site_core.delivery.throttling.locked_address"
AXES_LOCKOUT_CALLABLE = "site_core.accounts.lockout.response"

# Languages. English is the source; codes are lower case, or Wagtail falls back to the first ``sr-*``.

USE_I18N = True
USE_TZ = True
TIME_ZONE = read("TIME_ZONE")
LANGUAGE_CODE = DEFAULT_VARIANT.code
LANGUAGES = [(variant.code, variant.native_name) for variant in VARIANTS]
#: What the project says itself comes before what it says for Wagtail and other packages.
LOCALE_PATHS = [
    ASSETS / "locale",
    ASSETS / "locale" / "upstream",
    *latin_folders([plugin.config_class.name for plugin in DISCOVERED_PLUGINS], DATA_DIR),
]
FORMAT_MODULE_PATH = ["site_core.formats"]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = [
    (variant.code, variant.native_name)
    for variant in VARIANTS
    if variant.code == variant.locale_code
]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = time_zones()
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "site_core.accounts.new_password.PasswordResetForm"  # noqa: S105 - a form, no password
# A deleted translation keeps its translated strings, so that it can be made again.
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
# Submitting a page makes a draft: nothing goes live before it is translated.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = read("MACHINE_TRANSLATION")

# Wagtail

WAGTAIL_SITE_NAME = "Liaison"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "site_core.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "site_core.SiteDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_IMAGE_FORM_BASE = "site_core.media.forms.SiteImageForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = read("MAX_IMAGE_PIXELS")
WAGTAILIMAGES_MAX_UPLOAD_SIZE = read("MAX_IMAGE_BYTES")
# No SVG: it is a program as much as a picture.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "site_core.media.forms.SiteDocumentForm"
MAX_DOCUMENT_BYTES = read("MAX_DOCUMENT_BYTES")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "site_core.published.search_backend"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_DOCS_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "site_core.translations.workflow.publish_if_allowed"
WAGTAIL_ENABLE_UPDATE_CHECK = False
# A page that is withdrawn, renamed and published again keeps its old address too. Wagtail 8.1 needs the word.
WAGTAILREDIRECTS_AUTO_CREATE = "always"
# A password that many share is kept as it is, and nobody knows who used it. There are people and groups.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# Nobody else is told who edits here.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

# The API. Its answers are public: any page of any origin may read them, unless origins are named.

API_REQUESTS_PER_MINUTE = read("API_REQUESTS_PER_MINUTE")
API_TRUSTS_PROXY = read("TRUSTED_PROXY")
CORS_URLS_REGEX = f"^{prefixes.API}"
CORS_ALLOWED_ORIGINS = read("API_ALLOWED_ORIGINS")
CORS_ALLOW_ALL_ORIGINS = not CORS_ALLOWED_ORIGINS
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    "Content-Language",
    "ETag",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-ID",
]
CORS_PREFLIGHT_MAX_AGE = 86400

#: Wagtail's next API, for tools that hold a token.
API_V3_PREVIEW = read("API_V3_PREVIEW")
API_V3_PREVIEW_WRITES = read("API_V3_PREVIEW_WRITES")

# Webhooks are sent to public URLs, and to what is named here.

WEBHOOK_PRIVATE_NETWORKS: list[str] = read("WEBHOOK_PRIVATE_NETWORKS")

# Security. The admin relaxes this policy for itself, in ``site_core.urls``.

SECURE_CSP: dict[str, list[str]] = with_sources(
    policies.CONTENT_SECURITY_POLICY, DISCOVERED_PLUGINS
)
PERMISSIONS_POLICY = policies.PERMISSIONS_POLICY
SECURITY_CONTACT = read("SECURITY_CONTACT")
PUBLIC_ONLY = read("PUBLIC_ONLY")
ADMIN_HOSTS = read("ADMIN_HOSTS")
ADMIN_NETWORKS = read("ADMIN_NETWORKS")
SEARCHES_PER_MINUTE = read("SEARCHES_PER_MINUTE")
MISSING_PAGES_PER_MINUTE = read("MISSING_PAGES_PER_MINUTE")
SIGN_INS_PER_HOUR = read("SIGN_INS_PER_HOUR")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
# Whoever does nothing for so long signs in again; each request begins the time anew.
SESSION_COOKIE_AGE = 60 * read("SESSION_IDLE_MINUTES")
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "site_core.views.form_refused"

# E-mail

MAILERS = {
    "default": read("EMAIL_URL"),
    # What nobody waits for may take its time: a mail server that looks through a message does.
    "worker": patient(read("EMAIL_URL")),
}
DEFAULT_FROM_EMAIL = read("DEFAULT_FROM_EMAIL")

# Logging

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "site_core.delivery.request_ids.RequestIDFilter"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} [{request_id}] {message}", "style": "{"},
        "json": {"()": "site_core.delivery.json_logs.JSONFormatter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": read("LOG_FORMAT"),
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["stderr"], "level": read("LOG_LEVEL")},
}
