from django.apps import AppConfig


class Membership(AppConfig):
    name = "articulator.identity.membership"
    label = "membership"
    purpose = "So that we know who belongs to us, where, and who may vote and stand."
