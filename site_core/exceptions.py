"""Errors that stop the process at its start, and acts that are refused with a sentence."""

from django.core.exceptions import ImproperlyConfigured


class StartupError(ImproperlyConfigured):
    """The process cannot start; the message is one line that names the cause and the cure.

    ``manage.py`` and ``site_core.wsgi`` print the message alone, without a traceback.
    """


class Refused(Exception):  # noqa: N818 - what happened is no error
    """An act was refused. The message is a sentence for the person who asked for it.

    Where nothing catches it, ``RefusalMiddleware`` answers with the sentence, and the request is rolled back.
    """
