from django.apps import AppConfig


class Contacts(AppConfig):
    name = "articulator.identity.contacts"
    label = "contacts"
