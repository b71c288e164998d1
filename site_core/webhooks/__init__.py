"""Messages to external apps about every line of the changes feed.

They are signed and sent as the Standard Webhooks specification says. Nothing is queued: each endpoint has a
position in the feed, and a worker sends what lies behind it.
"""
