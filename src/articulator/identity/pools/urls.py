from django.urls import path

from articulator.identity.pools import views

app_name = "pools"
urlpatterns = [
    path("", views.index, name="index"),
    path("in/<slug:slug>", views.unit, name="unit"),
    path("exposure", views.exposure, name="exposure"),
    path("rounds", views.rounds, name="rounds"),
    path("rounds/announce/<slug:slug>", views.announce, name="announce"),
    path("rounds/<uuid:pk>", views.one_round, name="round"),
    path("rounds/<uuid:pk>/draw", views.draw, name="draw"),
    path("rounds/<uuid:pk>/frame.json", views.frame, name="frame"),
    path("invitation/<uuid:pk>", views.invitation, name="invitation"),
]
