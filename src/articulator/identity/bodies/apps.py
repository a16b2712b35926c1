from django.apps import AppConfig


class Bodies(AppConfig):
    name = "articulator.identity.bodies"
    label = "bodies"
