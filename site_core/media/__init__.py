"""Images and documents of the library.

``document_types`` which documents may be uploaded, known by their content
``forms``          the forms of both in the admin, which refuse what is damaged, too large or of no known kind
``models``         both models
``object_storage`` uploads in a bucket of an object store, for several machines that serve one site
``storage``        where uploads lie: a file is there whole, or not at all
"""
