from django.apps import AppConfig


class Gatherings(AppConfig):
    name = "articulator.operations.gatherings"
    label = "gatherings"
    purpose = "So that you can come to what we hold, find what you need there, and be told of it."
