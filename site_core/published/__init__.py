"""The read side: what is published, kept ready to be read.

``models``          the rows: ``PublishedDocument``, one a live page
``projection``      ``project(page)``, the one function that makes a row from a page
``representation``  a page's own fields as plain JSON values (``serializer_fields``: its pieces)
``images``, ``files``, ``links``   what an image or a reference to a page looks like to a reader
``documents``       what readers ask of the rows: breadcrumb, alternates, menus, children
``reading``         the questions that the API asks, in SQL that is written once
``routing``         from a URL path to a page
``sync``            keeps the rows true, in the transaction that changes a page
``signals``         tells ``sync`` what changed
``rebuild``         makes all rows from the pages, and says where the rows differ from them
"""
