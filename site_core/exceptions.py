"""Errors that an operator meets at the start of the process."""

from django.core.exceptions import ImproperlyConfigured


class StartupError(ImproperlyConfigured):
    """The process cannot start; the message is one line that names the cause and the cure.

    ``manage.py`` and ``site_core.wsgi`` print the message alone, without a traceback.
    """
