"""The test suite: fast hashing, files in memory, nothing that leaves the process."""

import os
import tempfile
import uuid
from importlib.metadata import entry_points
from pathlib import Path

from site_core.plugins.discovery import ENTRY_POINT_GROUP

# The platform is tried by itself: what happens to be installed beside it is off, here and in the processes
# that tests start. The tests of a plugin say for themselves what is off.
os.environ.setdefault(
    "DISABLED_PLUGINS",
    ",".join(sorted({point.name for point in entry_points(group=ENTRY_POINT_GROUP)})),
)

from site_core.settings.base import *  # noqa: F403 - a settings module extends another one this way
from site_core.settings.base import CACHES, DATABASES

DEBUG = False
SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {
    name: {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    for name in ("default", "worker")
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests that count requests set limits of their own.
API_REQUESTS_PER_MINUTE = SEARCHES_PER_MINUTE = MISSING_PAGES_PER_MINUTE = SIGN_INS_PER_HOUR = 0
AXES_ENABLED = False
SECOND_FACTOR = "nobody"
WHITENOISE_AUTOREFRESH = True  # static files are found where they are written, not collected first
MEDIA_ROOT = Path(tempfile.gettempdir())
if "pool" in DATABASES["default"].get("OPTIONS", {}):
    del DATABASES["default"]["OPTIONS"]["pool"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": None}
LOGGING = {"version": 1, "disable_existing_loggers": False}

# Each process makes a database of its own: what one keeps in a shared Redis, such as the paths of its
# sites, is not true of another.
CACHES = {name: {**config, "KEY_PREFIX": uuid.uuid4().hex} for name, config in CACHES.items()}
