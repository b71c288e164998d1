"""Messages to external apps about every line of the changes feed.

``admin``     webhooks in the admin: who is told, what came of it, and how to begin anew
``figures``   figures for Prometheus: attempts of the last hour by outcome
``messages``  what a receiver gets: a line of the changes feed, signed (Standard Webhooks 1.0)
``models``    where external apps are told of changes, and what came of telling them
``posting``   one HTTP request to a receiver, bounded in time and in size
``sending``   sends what endpoints have not confirmed yet, in its order, and remembers what came of it
``targets``   where messages may be sent: to public URLs over TLS, and to private ones that a setting
              names

They are signed and sent as the Standard Webhooks specification says. Nothing is queued: each endpoint has a
position in the feed, and a worker sends what lies behind it.
"""
