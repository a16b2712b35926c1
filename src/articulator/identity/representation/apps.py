from django.apps import AppConfig


class Representation(AppConfig):
    name = "articulator.identity.representation"
    label = "representation"
    purpose = "So that bodies can be held against the people for whom they decide."
