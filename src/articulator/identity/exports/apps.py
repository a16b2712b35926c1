from django.apps import AppConfig


class Exports(AppConfig):
    name = "articulator.identity.exports"
    label = "exports"
    purpose = "So that an officer can take a list of people out of the house, and answer for it."
