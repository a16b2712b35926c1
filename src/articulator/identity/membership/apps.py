from django.apps import AppConfig


class Membership(AppConfig):
    name = "articulator.identity.membership"
    label = "membership"
