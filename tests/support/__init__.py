"""What the tests share: no test stands here.

``factories``      pages, offices, images and documents, each as small as it can be
``block_samples``  a sample of any block, with a text in every part of it
``commands``       ``manage.py`` in a process of its own, and plugin packages as an installer leaves them
``database``       a migrated SQLite database to start from
``editing``        a small site that is edited at random
``writer``         the same as a process, of which several write at once
``enquiries``      enquiries written through the form, and sent
``front``          a client whose requests pass what stands in front of Django
``mirror``         an app that keeps a copy of the site by the changes feed
``receiver``       a receiver of webhooks, as good or as bad as a test wants it
``translating``    translations, by the same records that an editor's work leaves
"""
