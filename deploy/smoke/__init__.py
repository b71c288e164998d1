"""The whole production site on this machine's loopback, walked through and then broken piece by piece.

``stack``  starts PostgreSQL, Redis, two nodes, a worker, Varnish and nginx from the files in ``deploy/``
``load``   readers who count every answer while something is broken
``trials`` what is tried: a publication through everything, and each fault
"""
