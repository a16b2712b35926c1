from django.apps import AppConfig


class Cells(AppConfig):
    name = "articulator.operations.cells"
    label = "cells"
    purpose = "So that a campaign spreads from cell to cell, and nobody keeps a list of its people."
