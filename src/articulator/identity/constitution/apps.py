from django.apps import AppConfig


class Constitution(AppConfig):
    name = "articulator.identity.constitution"
    label = "constitution"
