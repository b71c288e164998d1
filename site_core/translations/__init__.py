"""The work of translating: what may go live, what goes live together, and what editors see of it.

``guard``         refuses to publish a translation that is not complete, at every door
``requirement``   page types and sections that are published only with a current translation
``together``      both languages in one transaction
``counterparts``  what happens to a translation when its source is moved, withdrawn or deleted
``slugs``         Serbian slugs from Serbian titles
``report``        the report and the dashboard's summary
"""
