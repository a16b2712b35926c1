from django.urls import path

from articulator.intelligence.listening import views

app_name = "listening"
urlpatterns = [
    path("", views.index, name="index"),
    path("letters/<str:token>", views.letter, name="letter"),
    path("letters/<str:token>/forget", views.forget, name="forget"),
    path("slips", views.slip, name="slip"),
    path("slips/<str:key>", views.thread, name="thread"),
    path("slips/<str:key>/take-back", views.take_back, name="take_back"),
    path("slips/<str:key>/contact", views.leave_contact, name="contact"),
    path("<uuid:pk>", views.survey, name="survey"),
]
