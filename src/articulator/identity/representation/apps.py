from django.apps import AppConfig


class Representation(AppConfig):
    name = "articulator.identity.representation"
    label = "representation"
