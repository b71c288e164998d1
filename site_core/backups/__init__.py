"""Everything that a site holds in one file, and back: database, uploads and private files.

``archive``   the file: a tar with a checksum for each of its members
``schedule``  a backup every day, where a folder for it is set
``tables``    the rows of every table, told in JSON that any database reads
"""
