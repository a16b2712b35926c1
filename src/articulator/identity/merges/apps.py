from django.apps import AppConfig


class Merges(AppConfig):
    name = "articulator.identity.merges"
    label = "merges"
