from django.apps import AppConfig


class Responses(AppConfig):
    name = "articulator.operations.responses"
    label = "responses"
    purpose = "So that you can act within hours on a threat, and nobody is worn out by it."
