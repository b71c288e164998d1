"""Errors that stop the process at its start, and acts that are refused with a sentence."""

import logging
import os
import sys
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured

logger = logging.getLogger(__name__)


class StartupError(ImproperlyConfigured):
    """The process cannot start; the message is one line that names the cause and the cure.

    ``manage.py`` and ``site_core.wsgi`` print the message alone. Where it was raised, and from what, stands
    in the log under ``LOG_LEVEL=DEBUG``.
    """


def stop(program: str, error: StartupError) -> NoReturn:
    """End the process with the message of the error, as the one line of this program."""
    if not logging.getLogger().handlers:  # the settings, which say how to log, are what failed
        logging.basicConfig(level=os.environ.get("LOG_LEVEL") or "INFO")
    logger.debug("start stopped", exc_info=error)
    sys.exit(f"{program}: {error}")


class Refused(Exception):  # noqa: N818 - what happened is no error
    """An act was refused. The message is a sentence for the person who asked for it.

    Where nothing catches it, ``RefusalMiddleware`` answers with the sentence, and the request is rolled back.
    """
