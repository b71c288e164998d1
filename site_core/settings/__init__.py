"""Settings by environment: ``development``, ``test`` and ``production`` all start from ``base``.

``environment``          every environment variable that the project reads, in one table
``machine_translation``  ``MACHINE_TRANSLATION``: which service translates, as wagtail-localize's setting
                         takes it
``parsing``              how the text of a variable becomes a value
``plugin_test``          the tests of a plugin: ``test``, with what is installed on
``policies``             what browsers are told that pages may load, and may ask of a device
``uploads``              where the files lie that people bring
"""
