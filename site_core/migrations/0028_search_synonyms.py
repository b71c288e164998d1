from django.db import migrations, models

SYNONYMS = """\
НАТО, NATO, Северноатлантски савез, Алијанса, North Atlantic Treaty Organisation, Alliance
ЕУ, EU, Европска унија, European Union
УН, UN, Уједињене нације, United Nations
САД, USA, Сједињене Америчке Државе, United States
ОЕБС, OSCE
PfP, ПзМ, Партнерство за мир, Partnership for Peace
ИПАП, IPAP, Индивидуални акциони план партнерства, Individual Partnership Action Plan
МО, MoD, Министарство одбране, Ministry of Defence
е-пошта, имејл, мејл, електронска пошта, e-mail, electronic mail
телефон, број телефона, telephone, phone, telephone number, phone number
радно време, opening hours, office hours, working hours
сајт, веб-сајт, вебсајт, website, web site
science, scientific
"""


class Migration(migrations.Migration):
    dependencies = [("site_core", "0027_second_factor")]

    operations = [
        migrations.AddField(
            "sitesettings",
            "search_synonyms",
            models.TextField(
                blank=True,
                default=SYNONYMS,
                db_default=SYNONYMS,
                help_text=(
                    "For the search: one group per line, with commas between. Who searches for one word of a "
                    "line finds pages with the others too."
                ),
                max_length=20000,
                verbose_name="words that mean the same",
            ),
        ),
    ]
