"""The headless API: Wagtail API v2 answered from published documents.

``router``      the endpoints, those of plugins included
``pages``       ``/pages/``: v2's filters choose the pages, published documents describe them
``selection``   v2's ``fields`` parameter, applied to a published document
``media``       ``/images/`` and ``/documents/``
``renderers``   puts the address of the site that was asked into every answer
``errors``      answers for paths that are no endpoint
"""
