from django.apps import AppConfig


class Constitution(AppConfig):
    name = "articulator.identity.constitution"
    label = "constitution"
    purpose = "So that it stays known who proposed the rules that we live by."
