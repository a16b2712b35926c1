from django.apps import AppConfig


class Contacts(AppConfig):
    name = "articulator.identity.contacts"
    label = "contacts"
    purpose = "So that we reach you only in the ways, and for the ends, that you agreed to."
