"""What every response owes to its reader's browser, whatever it holds.

``deadlocks``     two editors who stand in each other's way: one of them tries once more
``headers``       who may use a response: pages are for this site's own windows, content for everybody
``security_txt``  ``/.well-known/security.txt``: to whom a weakness is reported (RFC 9116)
``stylesheet``    the style sheets of the public pages as one file: one component a file to write, one
                  request to read
``throttling``    how often one address has done something: a count for each window of time, kept in the
                  cache
"""
