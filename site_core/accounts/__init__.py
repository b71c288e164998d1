"""People who sign in, and what they have to show before they are let in.

``admin``          the second factor in Wagtail's admin: on the account page and in the list of users
``admin_language`` in which language the admin answers
``audit``          tells the log what people do
``lockout``        who guesses passwords has to wait
``models``         the user, and codes for those who have lost their second factor
``new_password``   the e-mail about a new password, in the language of whoever gets it
``notices``        e-mail that tells somebody what was changed of how they sign in
``page_passwords`` says which pages are still behind a shared password
``people_admin``   people and groups in Wagtail's admin: roles are chosen by what they are for
``role_groups``    the groups of the roles, made and kept whenever migrations have run
``roles``          what people are here, and what each may do
``second_factor``  a code from an app: who needs one, and whether one is right
``sessions``       who counts as signed in, and for how long
``views``          the pages on which the second factor is set up and asked for
``wagtail_users``  Wagtail's app for users and groups, with our views of them
"""
