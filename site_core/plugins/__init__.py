"""The one door through which page types, endpoints, components and demo content come in.

A plugin is a Django app whose ``AppConfig`` extends ``PluginConfig``; the contract is described in
``docs/plugins``. ``config`` holds that class, ``declarations`` looks whether what is declared can be
meant, ``discovery`` finds and orders the plugins, ``registry`` knows what those that are on bring,
``regions`` what they put into the regions of a page, ``streams`` what they add to streams,
``catalogues`` their words in Serbian Latin, ``schema`` whether their tables are there,
``api_fields`` what they add to other types in the API, ``templates`` what stands in the place of the
platform's, ``leftovers`` what rows of those that are off refer to, ``scaffold`` writes the package of a new
one, and ``report`` and ``admin`` list it for administrators.
"""

from site_core.plugins.config import PluginConfig, PluginError
from site_core.variables import Setting

__all__ = ["PluginConfig", "PluginError", "Setting"]
