"""Plugin: the home page of each language.

``apps``        what the plugin brings: its ``PluginConfig``
``demo``        the demo's home page
``first_page``  the page that a new site starts from, in place of Wagtail's welcome page
``models``      the home page
"""
