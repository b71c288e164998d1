"""After a day the month stands in the genitive (``E``); Django's own formats have the nominative."""

DATE_FORMAT = "j. E Y."
DATETIME_FORMAT = "j. E Y. H.i"
MONTH_DAY_FORMAT = "j. E"
