"""The stock project's content: ``models`` and ``blocks``, ``views`` (the search page), ``templatetags`` and ``apps``."""
