"""Any number of articles in both languages beside the demo, to measure a large site with.

``articles``      what stands in them, and in which sections
``sentences``     sentences in both languages, composed from word lists. The same number gives the same words
``pages``         a batch of translated pages at once, with every record that the slow way makes
``translations``  the records of wagtail-localize for such a batch
"""
