from wagtail.blocks import CharBlock, StructBlock


class NoticeBlock(StructBlock):
    text = CharBlock()

    class Meta:
        icon = "info-circle"
        label = "Notice"
        group = "Notices"
        description = "A notice inside a text."
        preview_value = {"text": "Closed on Monday."}
