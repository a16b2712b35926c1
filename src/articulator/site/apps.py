from django.apps import AppConfig


class Site(AppConfig):
    name = "articulator.site"
    label = "site"
