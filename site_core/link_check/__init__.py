"""Whether the links of published pages lead somewhere.

``models``     the links that were found, and the addresses of the web
``collecting`` the links of one page, with where they stand and what they say
``outcomes``   what can be wrong with a link, how bad that is, and what to do
``checking``   the job that looks through the pages, and at what they link to on the site
``asking``     one request to another site: bounded, and never into a private network
``robots``     what other sites let a program ask for
``web``        the job that asks other sites, slowly
``panel``      links that lead nowhere, on the dashboard
``admin``      the report, and the mark at the page
"""
