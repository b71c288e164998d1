"""The form of the contact page: what is asked, what protects it, and how it reaches the office.

``admin``        enquiries in the admin: Wagtail's list of submissions, and the files that came with them
``attachments``  what may be attached to an enquiry: few kinds of file, known by their content, of a limited
                 size
``deleting``     pages are not deleted with enquiries that nobody has got: the enquiries would go with them
``delivery``     how a stored enquiry reaches the office, and its sender a confirmation
``fields``       form fields that take what people write and nothing that breaks what it is written into
                 later
``form_mixin``   the form of a contact page: Wagtail's form pages with fields that are the same on every
                 site
``forms``        the form for enquiries from the media
``messages``     the two e-mails that an enquiry becomes
``models``       what journalists ask through the form of a contact page
``panels``       the dashboard's word about enquiries that have reached nobody
``protection``   what keeps machines out of the form: a signed time, a trap, and a limit. No captcha, no
                 cookie
``storage``      by what name an enquiry is kept, and where its file lies. Migrations name these functions
"""
