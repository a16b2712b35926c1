from django.urls import path

from articulator.identity.contacts import views

app_name = "contacts"
urlpatterns = [
    path("", views.index, name="index"),
    path("yes", views.agree, name="agree"),
    path("yes/<uuid:pk>/withdraw", views.withdraw, name="withdraw"),
    path("silence", views.silence, name="silence"),
]
