from django.apps import AppConfig


class Bodies(AppConfig):
    name = "articulator.identity.bodies"
    label = "bodies"
    purpose = "So that everybody knows who holds an office, and until when."
