"""The site with its responses kept, as in production."""

from bench.own_settings import *  # noqa: F403 - a settings module extends another one this way

KEEP_RESPONSES = True
