from django.urls import path

from articulator.identity.merges import views

app_name = "merges"
urlpatterns = [
    path("", views.index, name="index"),
    path("look/<slug:slug>", views.look, name="look"),
    path("<uuid:pk>", views.pair, name="pair"),
    path("<uuid:pk>/apart", views.apart, name="apart"),
    path("<uuid:pk>/undo", views.undo, name="undo"),
]
