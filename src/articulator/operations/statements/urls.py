from django.urls import path

from articulator.operations.statements import taking, views

app_name = "statements"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>/ask", views.ask, name="ask"),
    path("letters/<str:token>", views.confirm, name="confirm"),
    path("letters/<str:token>/end", views.unfollow, name="unfollow"),
    path("<uuid:pk>", views.conversation, name="conversation"),
    path("<uuid:pk>/vote/<int:number>", views.vote, name="vote"),
    path("<uuid:pk>/say", views.say, name="say"),
    path("<uuid:pk>/mine", views.mine, name="mine"),
    path("<uuid:pk>/appeal/<int:number>", views.appeal, name="appeal"),
    path("<uuid:pk>/results", views.results, name="results"),
    path("<uuid:pk>/rulings", views.rulings, name="rulings"),
    path("<uuid:pk>/answers", views.answers, name="answers"),
    path("<uuid:pk>/follow", views.follow, name="follow"),
    path("<uuid:pk>/paper", views.paper, name="paper"),
    path("<uuid:pk>/desk", views.desk, name="desk"),
    path("<uuid:pk>/desk/open", views.open_now, name="open"),
    path("<uuid:pk>/desk/close", views.close, name="close"),
    path("<uuid:pk>/desk/release", views.release, name="release"),
    path("<uuid:pk>/desk/tables", taking.take_away, name="take_away"),
    path("<uuid:pk>/desk/type-in", views.type_in, name="type_in"),
    path("<uuid:pk>/desk/steward", views.name_steward, name="steward"),
    path("<uuid:pk>/desk/statements/<int:number>", views.rule_on, name="rule"),
    path("<uuid:pk>/desk/pass-on", views.pass_on, name="pass_on"),
    path("answers/<uuid:pk>", views.answer, name="answer"),
]
