"""What stops the start of the process, and what is refused with a sentence."""

from django.core.exceptions import ImproperlyConfigured


class StartupError(ImproperlyConfigured):
    """The process cannot start; the message is one line that names the cause and the cure.

    ``manage.py`` and ``site_core.wsgi`` print the message alone, without a traceback.
    """


class Refused(Exception):  # noqa: N818 - what happened is no error
    """Something that somebody asked for is not done. The message is a sentence for whoever asked.

    Where nobody catches it, ``RefusalMiddleware`` answers with it, and what the request did is rolled back.
    """
