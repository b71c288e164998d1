"""Public search over published documents.

``highlighting``  passages of a page around the words that were found
``parsing``       what a reader asks for: words, phrases in quotation marks, and words that must not be
                  there
``ranking``       finds public pages by words, for the search page and for the API, the best first
``relatives``     words of one root, for a word that no page has
``synonyms``      words that mean the same, as administrators keep them
``views``         the search page
"""
