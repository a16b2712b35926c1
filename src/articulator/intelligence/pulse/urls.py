from django.urls import path

from articulator.intelligence.pulse import views

app_name = "pulse"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>", views.unit, name="unit"),
    path("of/<slug:slug>/feel", views.feel, name="feel"),
    path("of/<slug:slug>/cards", views.cards, name="cards"),
    path("of/<slug:slug>/sheet", views.sheet, name="sheet"),
]
