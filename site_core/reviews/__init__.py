"""Who answers for a page, and by when somebody checks that all of it is still true.

``models``    what somebody has decided of one page
``due``       the pages that are to be reviewed, and by whom
``reviewing`` what happens when a page has been reviewed
``reminders`` the e-mail that tells people of their pages
``panel``     what is overdue, on the dashboard
``admin``     the page on which both are set, and the report
"""
