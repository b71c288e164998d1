"""The work of translating: what may go live, what goes live together, and what editors see of it.

``guard``              refuses to publish a translation that is not complete, at every door
``requirement``        page types and sections that are published only with a current translation
``together``           both languages in one transaction
``counterparts``       what happens to a translation when its source is moved, withdrawn or deleted
``slugs``              Serbian slugs from Serbian titles
``report``             the report and the dashboard's summary
``admin_hooks``        what an editor meets where publishing is refused: a sentence, and nothing lost
``chosen_objects``     what wagtail-localize's editor asks of pages, images and documents in a text
``completeness``       which texts of an object are translated, judged by its content and not by when it was
                       saved
``editor``             what can be done with a translation in wagtail-localize's editor: draft, review,
                       publication
``exchange``           texts out to translation agencies and back: PO (gettext) and XLIFF 1.2 (OASIS)
``exchange_views``     the admin's pages for bulk work: files for agencies, submission of a subtree, and how
                       far it is
``hooks``              what the room adds to the admin, and where it is registered
``jobs``               bulk work in steps: each in a transaction of its own, which also notes that it is
                       done
``locks``              what a colleague has locked is neither written nor published by others
``memory``             what is translated already is offered again
``middleware``         what a request is answered that ends in a refusal: the sentence
``models``             what is kept about translations: work on many pages, and decisions about publishing
``open_states``        which translations can ask for work: the others need not be looked at
``outdated``           keeps what readers are told about outdated translations equal to
                       ``site_core.translations.status``
``page_views``         Wagtail's page views, with what they have to say about the page in the other language
``parity``             whether a text and its translation give the same numbers, dates and links
``publish_view``       the page on which an editor publishes a page with its translation, or says why
                       without
``row_buttons``        wagtail-localize's buttons in the rows of the explorer, without its queries a row
``refusal``            why something does not go live: the exception, its sentences, and the line in the
                       history of the object
``glossary``           terms that are always translated in one way, and whether a text has them
``terms_admin``        the glossary in the admin
``second_person``      a step of a workflow that somebody else takes than whoever changed the content last
``text_form``          the form of all texts, English beside the other language
``text_views``         saving texts, comments on them, what to do about a remark, the preview beside them
``writing``            how a text is written, whatever door it comes through
``remarks``            what a translator should look at: Latin or mixed letters, other figures, what a
                       machine made
``wordless``           texts that say nothing in words are the same in every language
``status``             how far the translations of pages are: the one place where that is decided
``synchronised``       what is the same in every language, and changes in every language at once
``schedules``          what is going to happen to both languages by itself, in sentences
``snippet_views``      Wagtail's views of snippets, with what they have to say about the other language
``tree_workflows``     the workflows of the two languages, and how a new tree gets its own
``translation_views``  wagtail-localize's views that take texts from elsewhere, in the place of its own
``work``               what there is to translate: all that is behind its original, the oldest first
``work_list``          translations that ask for work, by name on the dashboard
``work_view``          the list that a translator works down
``workflow``           how an approved workflow ends. Wagtail imports this while its own models load
"""
