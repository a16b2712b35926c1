from django.apps import AppConfig


class Elections(AppConfig):
    name = "articulator.identity.elections"
    label = "elections"
