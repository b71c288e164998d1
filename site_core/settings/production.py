"""A public server: HTTPS only, nothing assumed that the environment does not say."""

from site_core.exceptions import StartupError
from site_core.settings.base import *  # noqa: F403 - a settings module extends another one this way
from site_core.settings.base import DATA_DIR
from site_core.settings.environment import read

if not DATA_DIR.is_dir():
    raise StartupError(
        f"DATA_DIR is {DATA_DIR}, where there is no folder: make it, or name another."
    )

DEBUG = False
SECRET_KEY = read("SECRET_KEY")
ALLOWED_HOSTS = read("ALLOWED_HOSTS")

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = read("HSTS_SECONDS")
SECURE_HSTS_INCLUDE_SUBDOMAINS = read("HSTS_SUBDOMAINS")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if read("HTTPS_PROXY_HEADER"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # the admin shows previews in frames of its own
    "security.W021",  # preloading HSTS is for whoever owns the whole domain to decide
]
