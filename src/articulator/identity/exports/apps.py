from django.apps import AppConfig


class Exports(AppConfig):
    name = "articulator.identity.exports"
    label = "exports"
