from django.apps import AppConfig


class Movement(AppConfig):
    name = "articulator.intelligence.movement"
    label = "movement"
    purpose = "So that whoever looks at who is tied to whom, or takes it out, answers for it."
