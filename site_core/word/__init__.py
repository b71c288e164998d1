"""Articles from Word: a ``.docx`` becomes the draft of a page.

``files``      what may be read, with a sentence for everything that may not
``inline``     words with their marks, as rich text holds them
``tables``     tables, as ``TableBlock`` holds them
``reading``    a document as title, lead, key points and blocks
``parts``      what a document holds besides its words
``dated_list`` the list at the beginning that becomes the key points
``cyrillic``   Serbian in Latin letters, written in Cyrillic
``pictures``   pictures of a document, in the library
``notes``      what was not understood, in sentences
``models``     ``WordImport``: the report on one document
``admin``      the pages of the admin
"""
