"""What every response owes to its reader's browser, whatever it holds.

``deadlocks``     two editors who stand in each other's way: one of them tries once more
``generation``    the generation of the public content: a number that every public change makes greater
``headers``       who may use a response: pages are for this site's own windows, content for everybody
``responses``     whole responses, kept for as long as nothing public changes
``security_txt``  ``/.well-known/security.txt``: to whom a weakness is reported (RFC 9116)
``stylesheet``    the style sheets of the public pages as one file: one component a file to write, one
                  request to read
``throttling``    how often one address has done something: a count for each window of time, kept in the
                  cache
"""
