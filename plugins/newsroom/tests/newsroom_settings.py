"""The site's settings for tests, with the newsroom on."""

import os

os.environ["DISABLED_PLUGINS"] = ""

from site_core.settings.test import *  # noqa: F403 - a settings module extends another one this way
