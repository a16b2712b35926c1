from django.urls import path

from articulator.operations.tables.views import desk, pad, room

app_name = "tables"
urlpatterns = [
    path("", room.index, name="index"),
    path("of/<uuid:pk>/lay", desk.lay, name="lay"),
    path("<uuid:pk>", room.floor, name="floor"),
    path("<uuid:pk>/pulse", room.pulse, name="pulse"),
    path("<uuid:pk>/with/<str:ticket>", room.enter, name="enter"),
    path("<uuid:pk>/come", room.come, name="come"),
    path("<uuid:pk>/wish", room.wish, name="wish"),
    path("<uuid:pk>/sit", room.sit, name="sit"),
    path("<uuid:pk>/brought", room.harvest, name="harvest"),
    path("<uuid:pk>/<int:number>", pad.pad, name="pad"),
    path("<uuid:pk>/<int:number>/note", pad.note, name="note"),
    path("<uuid:pk>/<int:number>/bring", pad.bring, name="bring"),
    path("<uuid:pk>/desk", desk.desk, name="desk"),
    path("<uuid:pk>/desk/show", desk.show, name="show"),
    path("<uuid:pk>/desk/way", desk.set_way, name="way"),
    path("<uuid:pk>/desk/add", desk.add, name="add"),
    path("<uuid:pk>/desk/type-in", desk.type_in, name="type_in"),
    path("<uuid:pk>/desk/guests/<int:guest>", desk.pin, name="pin"),
    path("<uuid:pk>/desk/<slug:deed>", desk.run, name="run"),
    path("<uuid:pk>/cards", desk.cards, name="cards"),
]
