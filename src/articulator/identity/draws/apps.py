from django.apps import AppConfig


class Draws(AppConfig):
    name = "articulator.identity.draws"
    label = "draws"
