from django.urls import path

from articulator.operations.statements.views import desk, results, room, taking

app_name = "statements"
urlpatterns = [
    path("", room.index, name="index"),
    path("of/<slug:slug>/ask", desk.ask, name="ask"),
    path("letters/<str:token>", results.confirm, name="confirm"),
    path("letters/<str:token>/end", results.unfollow, name="unfollow"),
    path("<uuid:pk>", room.conversation, name="conversation"),
    path("<uuid:pk>/vote/<int:number>", room.vote, name="vote"),
    path("<uuid:pk>/say", room.say, name="say"),
    path("<uuid:pk>/mine", room.mine, name="mine"),
    path("<uuid:pk>/appeal/<int:number>", room.appeal, name="appeal"),
    path("<uuid:pk>/results", results.results, name="results"),
    path("<uuid:pk>/rulings", room.rulings, name="rulings"),
    path("<uuid:pk>/answers", results.answers, name="answers"),
    path("<uuid:pk>/follow", results.follow, name="follow"),
    path("<uuid:pk>/paper", desk.paper, name="paper"),
    path("<uuid:pk>/desk", desk.desk, name="desk"),
    path("<uuid:pk>/desk/open", desk.open_now, name="open"),
    path("<uuid:pk>/desk/close", desk.close, name="close"),
    path("<uuid:pk>/desk/release", desk.release, name="release"),
    path("<uuid:pk>/desk/tables", taking.take_away, name="take_away"),
    path("<uuid:pk>/desk/type-in", desk.type_in, name="type_in"),
    path("<uuid:pk>/desk/put", desk.put, name="put"),
    path("<uuid:pk>/desk/steward", desk.name_steward, name="steward"),
    path("<uuid:pk>/desk/statements/<int:number>", desk.rule_on, name="rule"),
    path("<uuid:pk>/desk/pass-on", desk.pass_on, name="pass_on"),
    path("answers/<uuid:pk>", results.answer, name="answer"),
]
