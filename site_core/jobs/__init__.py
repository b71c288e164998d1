"""One engine for what is done outside requests.

``models``    ``DueRow``, the abstract row that is claimed, retried and parked; the schedule; the heartbeat
``queues``    ``Queue`` and ``Periodic``, what a room or a plugin brings, and the list of all of them
``worker``    the loop that does what is due, and one round of it for ``manage.py worker --once``
``schedule``  Wagtail's scheduled publication and expiry as a periodic job
``admin``     the dashboard's word about jobs that fail

What is due stands in rows, never in memory: a worker may be killed at any point, and several may run.
"""
