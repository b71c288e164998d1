"""Plugin: sections and the articles in them. ``demo`` holds their demo content.

``apps``    what the plugin brings: its ``PluginConfig``
``forms``   the form of an article in the admin
``models``  sections, which hold pages, and articles, which are made of key points
"""
