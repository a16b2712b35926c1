from django.urls import path

from articulator.intelligence.ecology import views

app_name = "ecology"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>", views.unit, name="unit"),
    path("of/<slug:slug>/partner", views.add, name="add"),
    path("of/<slug:slug>/plan", views.draw_up, name="draw_up"),
    path("partners/<uuid:pk>", views.partner, name="partner"),
    path("partners/<uuid:pk>/change", views.change, name="change"),
    path("partners/<uuid:pk>/link", views.write_again, name="write_again"),
    path("partners/<uuid:pk>/capacity", views.capacity, name="capacity"),
    path("partners/<uuid:pk>/sheet", views.sheet, name="sheet"),
    path("alarms/<uuid:pk>", views.reply, name="reply"),
    path("plans/<uuid:pk>", views.plan, name="plan"),
    path("plans/<uuid:pk>/ask", views.ask, name="ask"),
    path("plans/<uuid:pk>/think", views.think, name="think"),
    path("plans/<uuid:pk>/alone", views.alone, name="alone"),
    path("plans/<uuid:pk>/drop", views.drop, name="drop"),
    path("needs/<uuid:pk>/less", views.less, name="less"),
    path("needs/<uuid:pk>/again", views.again, name="again"),
    path("needs/<uuid:pk>/back", views.back, name="back"),
    path("needs/<uuid:pk>/answer", views.answer, name="answer"),
    path("yours/<str:token>", views.desk, name="desk"),
    path("yours/<str:token>/capacity", views.desk_capacity, name="desk_capacity"),
    path("yours/<str:token>/answer/<uuid:pk>", views.desk_answer, name="desk_answer"),
    path("yours/<str:token>/alarm", views.desk_alarm, name="desk_alarm"),
    path("yours/<str:token>/leave", views.desk_leave, name="desk_leave"),
    path("yours/<str:token>/return", views.desk_return, name="desk_return"),
]
