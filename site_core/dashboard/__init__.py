"""The dashboard's answer to “what needs me?”: lists of work, each by name and one click away.

Whatever has work for people gives a list of it: a function that takes the request and returns lists, in
Wagtail's hooks under ``WORK_LISTS``. A list takes a constant number of queries, however long it is. ::

    hooks.register(WORK_LISTS, lambda request: [EnquiriesToAnswer(request.user)])

``pages``       lists of pages and of what is in a workflow: to review, returned, drafts, scheduled
``panel``       the panel that shows every list that has something in it
``work_lists``  what a list of work is
"""
