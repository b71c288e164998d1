"""How the site is found and followed: sitemaps, feeds, calendars, and text for machines.

``calendars``   key events as a calendar (iCalendar, RFC 5545), of a variant and of each page and what is
                below it
``content``     the content of a page as one piece of HTML, for readers of feeds
``feeds``       Atom and JSON Feed, of a variant and of each section: the articles published last
``icons``       icons where browsers and telephones look for them, and the web manifest
``listing``     what sitemaps, feeds and the like have in common: public pages by variant, with whole
                URLs
``markdown``    A Markdown twin of each page, and ``/llms.txt``: the site as text for machines that read
                text
``metadata``    what search engines and other sites are told in the head of a document
``schema_org``  what a page is in the words of schema.org: the organisation, the way to the page, and the
                page itself
``sitemaps``    ``/sitemap.xml`` and one sitemap a variant (sitemaps.org 0.9), and ``/robots.txt``
``urls``        URLs of what machines read: some stand beside the languages, some in each of them

All of it reads published documents, in every variant.
"""
