from django.apps import AppConfig


class Ecology(AppConfig):
    name = "articulator.intelligence.ecology"
    label = "ecology"
    purpose = "So that nobody plans with your group’s strength without asking, or wears you out."
