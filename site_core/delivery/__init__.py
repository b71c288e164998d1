"""What every response owes to its reader's browser, whatever it holds.

``admin_door``    where, and to whom, the admin is answered
``breakers``      a server that has failed is left alone, until it answers again
``configuration`` what is configured in a way that works badly, each in a sentence
``database``      what is answered while the database is away
``deadlocks``     a view that the database ended because of a deadlock is tried once more
``full_disk``     what is answered when the disk of the files or of the database is full
``frames``        what frames every page of a site in a variant: home page, menu and footer
``front``         what stands in front of Django: a request that was answered before is answered again
``generation``    the generation of the public content: a number that grows with every public change
``health``        ``/-/live``, ``/-/ready`` and ``/-/metrics``
``generation_reader``  the number of the generation, in the shortest way that a database allows
``headers``       ``Cross-Origin-Resource-Policy``: pages for this site only, content for every origin
``json_logs``     log records as lines of JSON
``lookups``       how often a kept response was found
``metrics``       figures for Prometheus
``object_store``  what is answered while the object store of the uploads is away
``purging``       caches in front of the site are told when something public changes
``redis_cache``   Django's cache in Redis, which fails without an error
``request_ids``   a name for each request, in the log and in the response
``limits``        how much a stranger can ask at once, and how often: length of addresses, size of
                  bodies, tries by address
``responses``     whole responses, kept for as long as nothing public changes
``security_txt``  ``/.well-known/security.txt``: to whom a weakness is reported (RFC 9116)
``store``         where whole responses are kept: in the memory of the process, and behind that in
                  Django's cache
``stylesheet``    the style sheets of the public pages as one file: one component a file to write, one
                  request to read
``surrogate_keys``  ``Surrogate-Key``: what a shared cache calls a response by when it is told to drop it
``throttling``    how often one address has done something: a count for each window of time, kept in the
                  cache
"""
