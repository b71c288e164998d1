"""A public server: HTTPS only, nothing assumed that the environment does not say."""

from site_core.settings.base import *  # noqa: F403 - a settings module extends another one this way
from site_core.settings.environment import read

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
