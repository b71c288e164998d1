// Wagtail's field of a date puts the time of now in the place of what it cannot read when somebody leaves it:
// 24. 12. 2026. is what the server reads, and a mistake is one that the form names.

jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
