from django.urls import path

from articulator.identity.membership import views

app_name = "membership"
urlpatterns = [
    path("", views.index, name="index"),
    path("roll/<slug:slug>", views.roll, name="roll"),
]
