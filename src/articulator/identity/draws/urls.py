from django.urls import path

from articulator.identity.draws import views

app_name = "draws"
urlpatterns = [
    path("", views.index, name="index"),
    path("call/<uuid:group_pk>", views.call, name="call"),
    path("<uuid:pk>", views.draw, name="draw"),
    path("<uuid:pk>/freeze", views.freeze, name="freeze"),
    path("<uuid:pk>/hold", views.hold, name="hold"),
    path("<uuid:pk>/book.json", views.book, name="book"),
    path("invitation/<uuid:pk>", views.invitation, name="invitation"),
]
