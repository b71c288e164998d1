"""Languages and scripts. Ground floor: imports nothing else of the platform.

``addresses``       URLs, e-mail addresses and domains with Cyrillic letters in running text
``analysis``        text made ready for searching: one spelling, one case, one stem for all forms of a word
``base_forms``      base forms of Serbian words, from a dictionary
``collation``       the order of titles: azbuka, abeceda, and the English alphabet
``cyrillic``        Latin to Serbian Cyrillic, as help for somebody who then reads it: the reverse is not a
                    function
``dates``           dates of which only a year, or a year and a month, may be known
``detection``       in which language a text is written
``django_messages`` messages of Django's forms that our Serbian says otherwise
``fixed_words``     words that Wagtail's classes fix when they are imported, in the reader's language
``function_words``  words that say little by themselves, in either language
``kept_script``     words that are shown in the script in which they are written, in both variants of
                    Serbian
``marks``           what editors mark in rich text, as readers and apps get it
``markup``          which parts of an HTML document are words
``middleware``      language and script of a response: from the path on the public site, never negotiated
                    anywhere else
``names``           names of languages inside a sentence, in the language of the sentence
``other_language``  words in the language that is not the page's: English in a Serbian page, or Serbian in
                    an English one
``readable``        text without what nobody can read, such as control characters
``scripts``         Serbian Cyrillic to Latin
``tokens``          the words of a text as a reader sees them, an address or a telephone number as one
``typography``      Serbian as it is set: words of one letter are bound to the next one
``unmarked``        words that other packages show without marking them for translation
``upstream``        what other packages say in English alone, collected to be said in Serbian
``values``          JSON data in another script: words are converted, addresses and names are not
``variants``        the variants in which the public reads the site, and the codes by which each is known
``written_dates``   the date at the beginning of a sentence
"""
