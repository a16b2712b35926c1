from django.urls import path

from articulator.operations.steps import views

app_name = "steps"
urlpatterns = [
    path("", views.index, name="index"),
    path("kits/<slug:key>", views.kit, name="kit"),
    path("new", views.draw_up, name="draw_up"),
    path("by/<str:token>", views.helper, name="helper"),
    path("<uuid:pk>", views.order, name="order"),
    path("<uuid:pk>/screen", views.screen, name="screen"),
    path("<uuid:pk>/desk", views.desk, name="desk"),
    path("<uuid:pk>/pulse/<slug:view>", views.pulse, name="pulse"),
    path("<uuid:pk>/press", views.press, name="press"),
    path("<uuid:pk>/print", views.paper, name="paper"),
    path("<uuid:pk>/edit", views.edit, name="edit"),
    path("<uuid:pk>/plan", views.plan, name="plan"),
    path("<uuid:pk>/drop", views.drop, name="drop"),
    path("<uuid:pk>/add", views.add, name="add"),
    path("<uuid:pk>/steps/<uuid:step>", views.change, name="change"),
    path("<uuid:pk>/steps/<uuid:step>/move", views.move, name="move"),
    path("<uuid:pk>/steps/<uuid:step>/remove", views.remove, name="remove"),
    path("<uuid:pk>/helpers", views.helpers, name="helpers"),
    path("<uuid:pk>/helpers/name", views.name, name="name"),
    path("<uuid:pk>/helpers/<uuid:person>/let-go", views.let_go, name="let_go"),
    path("<uuid:pk>/helpers/lend", views.lend, name="lend"),
    path("<uuid:pk>/helpers/desks/<uuid:lent>/close", views.close, name="close"),
]
