"""Links under which a draft can be read, by an app or by somebody without an account.

``models``      a link that opens one draft for an hour through the API
``guests``      a link under which a guest reads a draft as a page, and what guests have said
``guest_views`` what a guest sees
``marking``     the changes since the publication, marked in the page
``admin``       the page on which editors give both kinds of links
"""
