from django.apps import AppConfig


class Draws(AppConfig):
    name = "articulator.identity.draws"
    label = "draws"
    purpose = "So that seats can be drawn by a fair lot, and the draw checked by anyone."
