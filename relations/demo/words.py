"""The phrasebook of this plugin's demo pages, shared by the modules that write them."""

from site_core.demo import Phrasebook

words = Phrasebook()
