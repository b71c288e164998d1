"""What the platform adds to Wagtail: each room registers its own."""

import site_core.accounts.admin
import site_core.bin.admin
import site_core.dashboard.panel
import site_core.jobs.admin
import site_core.languages.fixed_words
import site_core.link_check.admin
import site_core.pages.absent
import site_core.pages.admin_dates
import site_core.pages.privacy
import site_core.pages.rich_text
import site_core.plugins.admin
import site_core.previews.admin
import site_core.published.admin
import site_core.published.unused_files
import site_core.reviews.admin
import site_core.translations.hooks
import site_core.webhooks.admin
import site_core.word.admin

for module in (
    site_core.accounts.admin,
    site_core.bin.admin,
    site_core.dashboard.panel,
    site_core.plugins.admin,
    site_core.pages.absent,
    site_core.pages.admin_dates,
    site_core.pages.privacy,
    site_core.pages.rich_text,
    site_core.previews.admin,
    site_core.published.admin,
    site_core.published.unused_files,
    site_core.reviews.admin,
    site_core.link_check.admin,
    site_core.translations.hooks,
    site_core.webhooks.admin,
    site_core.word.admin,
    site_core.jobs.admin,
    site_core.languages.fixed_words,
):
    module.register_hooks()
