"""The site as it is, with errors hidden as in production."""

from site_core.settings.development import *  # noqa: F403 - a settings module extends another one this way

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
# All requests of a benchmark come from one address.
SEARCHES_PER_MINUTE = 0
MISSING_PAGES_PER_MINUTE = 0
