"""The stock project's content: page types, blocks, templates and the search page.

``apps``          the app
``blocks``        the blocks of an article
``models``        page types, offices and settings
``templatetags``  what every page shows
``views``         the search page
"""
