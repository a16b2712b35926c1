from django.apps import AppConfig


class Merges(AppConfig):
    name = "articulator.identity.merges"
    label = "merges"
    purpose = "So that nobody stands on the list twice, and no two people are taken for one."
