from django.apps import AppConfig


class Doors(AppConfig):
    name = "articulator.identity.doors"
    label = "doors"
    purpose = "So that you can take part, answer and join, and be told what became of it."
