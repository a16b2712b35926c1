from django.urls import path

from articulator.operations.steps.views import changing, hanging, helping, live

app_name = "steps"
urlpatterns = [
    path("", live.index, name="index"),
    path("kits/<slug:key>", live.kit, name="kit"),
    path("new", changing.draw_up, name="draw_up"),
    path("new/training", changing.for_training, name="for_training"),
    path("by/<str:token>", helping.helper, name="helper"),
    path("<uuid:pk>", live.order, name="order"),
    path("<uuid:pk>/screen", live.screen, name="screen"),
    path("<uuid:pk>/desk", live.desk, name="desk"),
    path("<uuid:pk>/pulse/<slug:view>", live.pulse, name="pulse"),
    path("<uuid:pk>/press", live.press, name="press"),
    path("<uuid:pk>/print", live.paper, name="paper"),
    path("<uuid:pk>/edit", changing.edit, name="edit"),
    path("<uuid:pk>/plan", changing.plan, name="plan"),
    path("<uuid:pk>/drop", changing.drop, name="drop"),
    path("<uuid:pk>/add", changing.add, name="add"),
    path("<uuid:pk>/steps/<uuid:step>", changing.change, name="change"),
    path("<uuid:pk>/steps/<uuid:step>/move", changing.move, name="move"),
    path("<uuid:pk>/steps/<uuid:step>/remove", changing.remove, name="remove"),
    path("<uuid:pk>/steps/<uuid:step>/hang", hanging.hang, name="hang"),
    path("<uuid:pk>/steps/<uuid:step>/hang/<slug:key>", hanging.make, name="make"),
    path("<uuid:pk>/helpers", helping.helpers, name="helpers"),
    path("<uuid:pk>/helpers/name", helping.name, name="name"),
    path("<uuid:pk>/helpers/<uuid:person>/let-go", helping.let_go, name="let_go"),
    path("<uuid:pk>/helpers/lend", helping.lend, name="lend"),
    path("<uuid:pk>/helpers/desks/<uuid:lent>/close", helping.close, name="close"),
]
