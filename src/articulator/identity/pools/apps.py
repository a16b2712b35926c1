from django.apps import AppConfig


class Pools(AppConfig):
    name = "articulator.identity.pools"
    label = "pools"
