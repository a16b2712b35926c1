from django.apps import AppConfig


class Doors(AppConfig):
    name = "articulator.identity.doors"
    label = "doors"
