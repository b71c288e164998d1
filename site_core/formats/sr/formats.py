"""As Serbian is written: after a day the month is in the genitive (``E``), and hours have a full stop: 9.00.

Django's own formats have the nominative, and take no hours as they are written.
"""

from itertools import product

DATE_FORMAT = "j. E Y."
TIME_FORMAT = "G.i"
DATETIME_FORMAT = "j. E Y. G.i"
YEAR_MONTH_FORMAT = "F Y."
MONTH_DAY_FORMAT = "j. E"
SHORT_DATE_FORMAT = "j. n. Y."
SHORT_DATETIME_FORMAT = "j. n. Y. G.i"
FIRST_DAY_OF_WEEK = 1

#: With a full stop behind the year, as it is written, or without; with spaces or without.
DATE_INPUT_FORMATS = [
    f"%d.{space}%m.{space}{year}{end}"
    for space, year, end in product((" ", ""), ("%Y", "%y"), (".", ""))
]
TIME_INPUT_FORMATS = ["%H.%M", "%H:%M", "%H:%M:%S", "%H:%M:%S.%f"]
DATETIME_INPUT_FORMATS = [
    f"{day}{between}{time}"
    for day, between, time in product(DATE_INPUT_FORMATS, (" ", ", "), TIME_INPUT_FORMATS)
]
