"""A stock Wagtail project with the content of this site: its own models, templates, API and database.

``settings``  those of Wagtail's project template
``urls``      pages, search, admin and API v2 as Wagtail's documentation sets them up
``load``      fills its database from the file of ``bench.dump``
``content``   page types and templates of the same weight as this site's, in Wagtail's own idioms
"""
