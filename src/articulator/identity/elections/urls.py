from django.urls import path

from articulator.identity.elections import views

app_name = "elections"
urlpatterns = [
    path("", views.index, name="index"),
    path("call/<uuid:group_pk>", views.call, name="call"),
    path("<uuid:pk>", views.election, name="election"),
    path("<uuid:pk>/stand", views.nominate, name="nominate"),
    path("<uuid:pk>/withdraw", views.withdraw, name="withdraw"),
    path("<uuid:pk>/freeze", views.freeze, name="freeze"),
    path("<uuid:pk>/vote", views.vote, name="vote"),
    path("<uuid:pk>/voted", views.voted, name="voted"),
    path("<uuid:pk>/declare", views.declare, name="declare"),
    path("<uuid:pk>/result", views.result, name="result"),
    path("<uuid:pk>/result.json", views.result_json, name="result_json"),
    path("<uuid:pk>/ballots.blt", views.ballots, name="ballots"),
]
