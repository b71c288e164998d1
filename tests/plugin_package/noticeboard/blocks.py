from wagtail.blocks import CharBlock, ListBlock, StructBlock


class NoticeBlock(StructBlock):
    text = CharBlock()
    places = ListBlock(CharBlock(), required=False)

    class Meta:
        icon = "info-circle"
        label = "Notice"
        group = "Notices"
        description = "A notice inside a text."
        template = "noticeboard/notice_block.html"
        preview_value = {"text": "Closed on Monday.", "places": ["The gate"]}
