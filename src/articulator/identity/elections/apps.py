from django.apps import AppConfig


class Elections(AppConfig):
    name = "articulator.identity.elections"
    label = "elections"
    purpose = "So that all who may vote can vote once, in secret, and the result can be shown."
