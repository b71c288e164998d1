"""The page that a new site starts from, in place of Wagtail's welcome page."""

from django.db import transaction
from wagtail.models import Page, Site

from home.models import HomePage

#: What Wagtail's own migrations make.
WELCOME_TITLE = "Welcome to your new Wagtail site!"


@transaction.atomic
def make_first_home_page() -> HomePage | None:
    """Put an empty home page where Wagtail's untouched welcome page is; ``None`` where it is not."""
    root = Page.objects.filter(depth=1).first()
    if root is None or Page.objects.filter(depth__gt=1).exclude(title=WELCOME_TITLE).exists():
        return None
    welcome = Page.objects.filter(depth=2, title=WELCOME_TITLE).first()
    if welcome is None or Site.objects.exclude(root_page=welcome.pk).exists():
        return None
    home = HomePage(title="Home", slug="home-page", locale=welcome.locale)
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    welcome.delete()
    home.slug = "home"
    home.save()
    return home
