"""What templates ask for beyond the tags of Wagtail and Django.

``liaison``        what the public templates ask for beyond Wagtail's and Django's own tags
``liaison_admin``  what the templates of the admin ask for: ``{% load liaison_admin %}``
"""
