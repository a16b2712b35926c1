from django.urls import path

from articulator.intelligence.forecasts import views

app_name = "forecasts"
urlpatterns = [
    path("", views.index, name="index"),
    path("mine", views.mine, name="mine"),
    path("of/<slug:slug>/ask", views.ask, name="ask"),
    path("<uuid:pk>", views.question, name="question"),
    path("<uuid:pk>/answer", views.answer, name="answer"),
    path("<uuid:pk>/resolve", views.resolve, name="resolve"),
    path("<uuid:pk>/annul", views.annul, name="annul"),
]
