"""One engine for what happens outside requests.

``models``    ``DueRow``, the abstract row that is claimed, retried and parked; the schedule; the heartbeat
``queues``    ``Queue`` and ``Periodic``, with which rooms and plugins bring work, and the list of all of them
``turns``     long work in steps, a while at a time
``worker``    the loop that does what is due, and one round of it for ``manage.py worker --once``
``schedule``  Wagtail's scheduled publication and expiry as a periodic job
``admin``     failing jobs on the administrators' dashboard

What is due stands in rows, never in memory: a worker may be killed at any point, and several may run.
"""
