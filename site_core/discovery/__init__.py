"""How the site is found and followed: sitemaps, feeds, calendars, and text for machines.

All of it reads published documents, in every variant.
"""
