"""Plugin: offices, their cards beside every page, and the contact page. ``enquiries`` is the desk behind
its form.

``api``            ``/api/v2/offices/``
``apps``           what the plugin brings: its ``PluginConfig``
``blocks``         the block by which an office appears inside a text
``components``     what the plugin puts into the regions of every page
``contact_page``   the page that says how to reach the institution
``demo``           the demo's two offices and the contact page
``markdown``       an office as Markdown, by its API value
``models``         offices, the contact page, and what is asked through it
``office``         where the institution can be reached
``opening``        when an office is open: as editors enter it, as readers and machines read it
``schema_org``     an office in the words of schema.org (``site_core.discovery.schema_org``)
``telephone``      numbers as the whole world can dial them
``urls``           what offices add below the language prefixes
``vcard``          an office as a card for the address book of a telephone (vCard 3.0, RFC 2426)
``wagtail_hooks``  offices and enquiries in the admin
"""
