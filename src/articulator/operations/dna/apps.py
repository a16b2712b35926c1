from django.apps import AppConfig


class Dna(AppConfig):
    name = "articulator.operations.dna"
    label = "dna"
    verbose_name = "Campaign DNA"
    purpose = "So that the phones at one table, and no others, can write on its page."
