"""The read side: what is published, kept ready to be read.

``aliases``                       which pages show what stands in the same list already
``announcements``                 what plugins announce of public pages, in the changes feed
``rows``                          rows of other models, whose words are found on the pages that show them
``admin``                         progress of a rebuild on the administrators' dashboard
``faults``                        what of a page cannot be published, and whose fault that is
``fingerprint``                   what documents are made by: code, libraries and settings, as one short text
``models``                        the rows: ``PublishedDocument``, one a live page
``projection``                    ``project(page)``, the one function that makes a row from a page
``representation``                a page's own fields as plain JSON values (``serializer_fields``: its
                                  pieces)
``images``, ``files``, ``links``  what an image or a reference to a page looks like to a reader
``documents``                     what readers ask of the rows: breadcrumb, alternates, menus, children
``cards``                         a page as a card: its title, its lead and its picture
``reading``                       the questions that the API asks, in SQL that is written once
``routing``                       from a URL path to a page
``sync``                          keeps the rows true, in the transaction that changes a page
``signals``                       tells ``sync`` what changed
``index_queue``                   indexes anew what people search in the admin after an upgrade
``rebuild``                       makes all rows from the pages, and says where the rows differ from them
``places``                        puts all rows in their places when a site has got another first page
``rebuild_queue``                 makes all rows anew after an upgrade, by the worker and in steps
                                  (``rebuild_run``: how far it is)
``changes``                       writes down what changed for the public, in the transaction that changes
                                  it
``events``                        key events: the dated key points of published pages, kept by date
``instances``                     one instance of a model by its key, with SQL that is written once
``json_schema``                   JSON Schema (2020-12) of what is served: fixed shapes, and pieces for
                                  those that are put together
``key_events``                    the dated key points in a representation, and the days that their dates
                                  can mean. Plain data only
``markdown``                      texts and references of a published document as Markdown (CommonMark)
``outdated``                      what is kept of the state of translations, so that readers and apps get it
                                  without a question more
``overdue``                       what is shown of a document that refers to pages whose time is over
``redirects``                     what leads from where a page was to where it is
``renditions``                    the scaled copies of images, which the worker makes: neither publishing
                                  nor reading waits for an image
``restrictions``                  who may read which page: view restrictions as they take effect
``search_backend``                Wagtail's search backend, for which new entries cost the same however many
                                  there are
``search_spelling``               objects and queries of the admin's search in one spelling
``searchable``                    writes what is published into Wagtail's search index, in the transaction
                                  that publishes it
``shapes``                        shapes of what pages and blocks refer to, as the API serves them
``statements``                    runs written SQL, prepared where the database can do that
``tree``                          positions of pages in Wagtail's tree: the one module that knows how
                                  treebeard writes paths
``unused_files``    reports of pictures and documents that no public page shows
"""
