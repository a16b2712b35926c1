from django.urls import path

from articulator.intelligence.reviews import views

app_name = "reviews"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:pk>", views.review, name="review"),
    path("of/<uuid:pk>", views.write, name="write"),
]
