from django.urls import path

from articulator.intelligence.listening import desk, views

app_name = "listening"
urlpatterns = [
    path("", views.index, name="index"),
    path("letters/<str:token>", views.letter, name="letter"),
    path("letters/<str:token>/forget", views.forget, name="forget"),
    path("slips", views.slip, name="slip"),
    path("slips/<str:key>", views.thread, name="thread"),
    path("slips/<str:key>/take-back", views.take_back, name="take_back"),
    path("slips/<str:key>/contact", views.leave_contact, name="contact"),
    path("of/<slug:slug>/draft", desk.draft, name="draft"),
    path("<uuid:pk>", views.survey, name="survey"),
    path("<uuid:pk>/results", desk.results, name="results"),
    path("<uuid:pk>/desk", desk.desk, name="desk"),
    path("<uuid:pk>/desk/words", desk.rewrite, name="rewrite"),
    path("<uuid:pk>/desk/add", desk.add, name="add"),
    path("<uuid:pk>/desk/questions/<int:number>", desk.change, name="change"),
    path("<uuid:pk>/desk/questions/<int:number>/move", desk.move, name="move"),
    path("<uuid:pk>/desk/questions/<int:number>/drop", desk.drop, name="drop"),
    path("<uuid:pk>/desk/copy", desk.copy, name="copy"),
    path("<uuid:pk>/desk/open", desk.open_now, name="open"),
    path("<uuid:pk>/desk/close", desk.close, name="close"),
    path("<uuid:pk>/desk/listeners", desk.ask_to_listen, name="ask_to_listen"),
    path("<uuid:pk>/desk/listeners/<int:number>/dismiss", desk.dismiss, name="dismiss"),
]
