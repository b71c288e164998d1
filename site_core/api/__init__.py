"""The headless API: Wagtail API v2 answered from published documents.

``router``      the endpoints, those of plugins included
``pages``       ``/pages/``: v2's filters choose the pages, published documents describe them
``selection``   v2's ``fields`` parameter, applied to a published document
``media``       ``/images/`` and ``/documents/``
``renderers``   puts the URL of the site that was asked into every answer
``errors``      answers for paths that are no endpoint
``changes``     ``/changes/``: what happened to the public pages of a site, in the order in which it became
                visible
``cursors``     opaque cursors: where somebody stopped reading, as text that only this module reads
``describe``    a published document as API v2 shows a page
``endpoint``    what every endpoint of the API has in common, those of plugins included
``events``      ``/events/``: the dated key points of all public pages, in the order of time
``filters``     v2's filters where bad input has to become an answer with status 400 and a sentence
``listing``     a list of pages: what it takes, and which pages it gives
``locale``      ``locale`` of an API request: a Wagtail locale, or a variant in which one is read
``locating``    from a URL that the site has emitted at some time to what is there now
``markdown``    ``rich_text_format=markdown``: the rich text of an answer as Markdown (CommonMark)
``middleware``  validators, caching and limits of every API answer
``navigation``  ``/navigation/``: the menus of a variant as one tree, and the links of the footer
``openapi``     ``/api/v2/openapi.json``: the API described in OpenAPI 3.1, assembled from its
                endpoints' operations
``operations``  the operations of an endpoint: parameters, answer and errors, and their description in
                OpenAPI 3.1
``parameters``  the parameters of the API: each is described and read by one object
``preview``     ``/preview/``: one draft, for anyone who holds a link to it
``problems``    errors as problem details (RFC 9457): a stable code, a sentence, and the parameter at fault
``ranges``      several ids in one request, and ranges of dates
``reference``   ``/api/docs/``: the description of the API for people, from the same source as
                ``openapi.json``
``resolve``     ``/resolve/``: what stands behind a URL of the site, in one answer
``schema``      JSON Schema (2020-12) of what the API answers, read from the serializers and the blocks
                themselves
``search``      ``/search/``: public pages by words in any spelling, with the passages in which they stand
``shapes``      shapes of what ``/pages/`` adds to a page, and of errors, for the API's description
``site``        ``/site/``: name, pictures, variants, footer, versions
``throttling``  how often one address may ask the API
``translated``  an endpoint of translated objects that are no pages: each knows its counterparts, as pages do
"""
