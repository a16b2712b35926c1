from django.apps import AppConfig


class Fieldwork(AppConfig):
    name = "articulator.operations.fieldwork"
    label = "fieldwork"
    purpose = (
        "So that what you say at your door, at work or at a stall is heard; so that nobody calls "
        "again who should not, and you can take back what you said."
    )
