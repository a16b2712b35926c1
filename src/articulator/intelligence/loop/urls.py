from django.urls import path

from articulator.intelligence.loop import views

app_name = "loop"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>", views.of, name="of"),
    path("of/<slug:slug>/<str:place>", views.place, name="place"),
    path("themes/<uuid:pk>", views.theme, name="theme"),
    path("themes/<uuid:pk>/report", views.report, name="report"),
    path("waiting/<slug:key>", views.waiting, name="waiting"),
    path("letters/<str:token>", views.stop, name="stop"),
]
