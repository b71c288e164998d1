import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    accepted = {"index": "the settings are one row a site"}
    dependencies = [("site_core", "0049_guest_links")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                help_text="The mark of the institution, for apps that show the site.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="site_core.siteimage",
                verbose_name="logo",
            ),
        ),
    ]
