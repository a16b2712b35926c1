from django.apps import AppConfig


class Units(AppConfig):
    name = "articulator.identity.units"
    label = "units"
