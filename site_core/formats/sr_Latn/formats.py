"""As in Cyrillic."""

from site_core.formats.sr.formats import *  # noqa: F403 - all of them
