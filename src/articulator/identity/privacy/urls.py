from django.urls import path

from articulator.identity.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.index, name="index"),
    path("record", views.record, name="record"),
    path("record/<slug:key>", views.activity, name="activity"),
    path("copy", views.ask_for_copy, name="ask_for_copy"),
    path("copy/<uuid:pk>", views.download, name="download"),
    path("delete", views.delete, name="delete"),
    path("delete/<uuid:pk>/stay", views.stay, name="stay"),
]
