from django.urls import path

from articulator.operations.nextsteps import views

app_name = "nextsteps"
urlpatterns = [
    path("", views.index, name="index"),
    path("outcomes", views.outcomes, name="outcomes"),
    path("buddy", views.buddy, name="buddy"),
    path("buddy/stop", views.stop, name="stop"),
    path("pairs/<uuid:pk>/agree", views.agree, name="agree"),
    path("pairs/<uuid:pk>/part", views.part, name="part"),
    path("mine/<str:key>", views.mine, name="mine"),
    path("mine/<str:key>/let-go", views.let_go, name="let_go"),
    path("mine/<str:key>/happened", views.answer, name="answer"),
    path("mine/<str:key>/worth", views.feel, name="feel"),
    path("mine/<str:key>/again", views.want_again, name="want_again"),
    path("mine/<str:key>/together", views.together, name="together"),
    path("offers/<uuid:pk>/calendar.ics", views.file, name="file"),
    path("offers/<uuid:pk>/change", views.change, name="change"),
    path("offers/<uuid:pk>/more", views.let_more, name="let_more"),
    path("offers/<uuid:pk>/down", views.take_down, name="take_down"),
    path("offers/<uuid:pk>/take", views.take, name="take"),
    path("taken/<uuid:pk>", views.see, name="see"),
    path("<uuid:pk>", views.choose, name="choose"),
    path("<uuid:pk>/sheet", views.sheet, name="sheet"),
    path("<uuid:pk>/hosts", views.hosting, name="hosting"),
    path("<uuid:pk>/hosts/ready", views.put_up_ready, name="put_up_ready"),
    path("<uuid:pk>/hosts/offer", views.put_up, name="put_up"),
    path("<uuid:pk>/hosts/paper", views.type_in, name="type_in"),
    path("<uuid:pk>/hosts/buddies", views.propose, name="propose"),
]
