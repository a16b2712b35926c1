from django.urls import path

from articulator.identity.doors import views

app_name = "doors"
urlpatterns = [
    path("", views.index, name="index"),
    path("join", views.join, name="join"),
    path("you", views.you, name="you"),
    path("you/leave", views.leave, name="leave"),
    path("you/support", views.support, name="support"),
    path("invite", views.invite, name="invite"),
    path("invited/<str:token>", views.invited, name="invited"),
    path("invited/<str:token>/never", views.refuse, name="refuse"),
    path("confirm/<str:token>", views.confirm, name="confirm"),
    path("of/<slug:slug>", views.tend, name="tend"),
    path("of/<slug:slug>/open", views.open_door, name="open"),
    path("<uuid:pk>", views.door, name="door"),
    path("<uuid:pk>/thanks", views.thanks, name="thanks"),
    path("<uuid:pk>/change", views.change, name="change"),
    path("<uuid:pk>/close", views.close, name="close"),
    path("<uuid:pk>/arrivals", views.arrivals, name="arrivals"),
]
