"""Deleted pages, kept for a while with everything that went with them, so that a deletion can be undone.

``models``    what is kept of one deleted page and all below it
``capture``   writes it down before the rows go, whichever door the deletion came through
``restoring`` puts the rows back
``usage``     which pages say something of what is about to be deleted
``emptying``  the job that forgets what is too old
``admin``     the list of what can be brought back
"""
