"""For the tests of a plugin: as the test suite has them, and what is installed is on."""

import os

os.environ.setdefault("DISABLED_PLUGINS", "")

from site_core.settings.test import *  # noqa: F403 - a settings module extends another one this way
