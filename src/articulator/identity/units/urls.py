from django.urls import path

from articulator.identity.units import views

app_name = "units"
urlpatterns = [
    path("", views.index, name="index"),
    path("open", views.open_unit, name="open"),
    path("<slug:slug>/areas", views.areas, name="areas"),
    path("<slug:slug>/divide", views.divide, name="divide"),
    path("<slug:slug>/merge", views.merge, name="merge"),
]
