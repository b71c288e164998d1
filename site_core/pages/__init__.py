"""The base of every page type.

``absent``     pages of a plugin that is off: shown to nobody, and free to be moved and deleted
``admin_search`` the entries of pages in the index by which the admin finds them
``base``       ``BasePage``
``fields``     the stream of a page's body
``admin_dates`` dates that are typed in the admin
``checks``     system checks: what a page type and its blocks must declare
``imported``   what a page is filled with that is made from a document
``lead``       the lead and the lead image of a page
``privacy``    a page is as private at its next place as it was
``readable_texts`` no control character, and no unsafe link, stays in a text when something is saved
``rich_text``  the marks that the editor of rich text offers
``safe_links`` links of rich text lead where readers can follow
``routes``     addresses below a page's own that it answers itself
``shared_fields`` fields that every page type inherits, whose words stay out of migrations
``tree_mixin`` what changes the page tree, each act in one transaction that begins with the lock
"""
