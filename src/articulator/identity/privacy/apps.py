from django.apps import AppConfig


class Privacy(AppConfig):
    name = "articulator.identity.privacy"
    label = "privacy"
    purpose = "So that what is kept of you is yours to see, to take with you and to end."
