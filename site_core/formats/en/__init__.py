"""English, in ``formats``."""
