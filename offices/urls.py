"""What offices add below the language prefixes."""

from django.urls import path

from offices.vcard import card

urlpatterns = [path("offices/<int:office_id>.vcf", card, name="office_card")]
