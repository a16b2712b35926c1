from django.urls import path

from articulator.identity.bodies import views

app_name = "bodies"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:pk>", views.body, name="body"),
    path("appoint/<uuid:group_pk>", views.appoint, name="appoint"),
    path("resign/<uuid:term_pk>", views.resign, name="resign"),
]
