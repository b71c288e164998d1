"""The form of the contact page: what is asked, what protects it, and how it reaches the office.

``acts``         what the desk does with an enquiry: who takes it on, what is noted, answered, closed
``admin``        enquiries in the admin: where the desk is found, who may see it, and files
``attachments``  what may be attached to an enquiry: few kinds of file, known by their content, of a limited
                 size
``deleting``     a page is not deleted while enquiries through it wait for delivery: its recipients would go
``delivery``     how a stored enquiry reaches the office, and its sender a confirmation
``desk``         the list of all enquiries, whatever page and language they came in, and its export
``fields``       form fields that take what people write and nothing that breaks what it is written into
                 later
``form_mixin``   the form of a contact page: Wagtail's form pages with fields that are the same on every
                 site
``forms``        the form for enquiries from the media
``messages``     the two e-mails that an enquiry becomes
``models``       what journalists ask through the form of a contact page
``panels``       enquiries on the dashboard: those that wait for an answer, and those that reached nobody
``protection``   what keeps machines out of the form: a signed time, a trap, and a limit. No captcha, no
                 cookie
``record``       the page of one enquiry: what was asked, what was done, and what can be done
``storage``      by what name an enquiry is kept, and where its file lies. Migrations name these functions
"""
