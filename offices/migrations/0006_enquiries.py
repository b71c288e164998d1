"""What the media ask is called an enquiry. The rows stay as they are."""

import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("offices", "0005_closed_days")]

    operations = [
        migrations.RenameModel("MediaQuery", "Enquiry"),
        migrations.RenameIndex("Enquiry", new_name="enquiries_due", old_name="media_queries_due"),
        migrations.RenameIndex("Enquiry", new_name="enquiries_of_page", old_name="media_queries_of_page"),
        migrations.AlterModelOptions(
            "Enquiry",
            {"verbose_name": "media enquiry", "verbose_name_plural": "media enquiries"},
        ),
        migrations.AlterField(
            "ContactPage",
            "who_may_write",
            wagtail.fields.RichTextField(
                blank=True,
                help_text="Whose enquiries the offices answer, and where others can turn.",
                verbose_name="who may write",
            ),
        ),
    ]
