"""Settings by environment: ``development``, ``test`` and ``production`` all start from ``base``."""
