"""Plugin: sections and the articles in them. ``demo`` holds their demo content.

``apps``    what the plugin brings: its ``PluginConfig``
``models``  sections, which hold pages, and articles, which are made of key points
"""
