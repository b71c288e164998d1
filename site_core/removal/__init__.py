"""Takes a plugin out of a site, with everything that it left in the database.

``belongings``  what of a site is a plugin's: pages, rows, translations, permissions …
``obstacles``   what stands against its removal, each in a sentence
``blocks``      its blocks in the streams of others
``export``      everything of it in one file, before it goes
``acts``        deletes it, and unapplies its migrations
"""
