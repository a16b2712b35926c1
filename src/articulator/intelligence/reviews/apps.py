from django.apps import AppConfig


class Reviews(AppConfig):
    name = "articulator.intelligence.reviews"
    label = "reviews"
    purpose = "So that what a big effort taught is kept, and nobody is blamed for it."
