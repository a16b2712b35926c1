from django.urls import path

from articulator.operations.cells import views

app_name = "cells"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>", views.campaign, name="campaign"),
    path("of/<slug:slug>/growth", views.growth, name="growth"),
    path("of/<slug:slug>/plan", views.plan, name="plan"),
    path("start/<str:token>", views.start, name="start"),
    path("join/<str:token>", views.join, name="join"),
    path("at/<uuid:pk>", views.cell, name="cell"),
    path("at/<uuid:pk>/back/<str:secret>", views.back, name="back"),
    path("at/<uuid:pk>/sheet", views.sheet, name="sheet"),
    path("at/<uuid:pk>/tend", views.tend, name="tend"),
    path("at/<uuid:pk>/change", views.change, name="change"),
    path("at/<uuid:pk>/split", views.split, name="split"),
    path("at/<uuid:pk>/stay", views.stay, name="stay"),
    path("at/<uuid:pk>/leave", views.leave, name="leave"),
    path("at/<uuid:pk>/count", views.count, name="count"),
    path("at/<uuid:pk>/paper", views.write_in, name="write_in"),
    path("at/<uuid:pk>/renew", views.renew, name="renew"),
    path("at/<uuid:pk>/end", views.end_cell, name="end_cell"),
    path("at/<uuid:pk>/link", views.reach_out, name="reach_out"),
    path("at/<uuid:pk>/link/<int:bond>/agree", views.agree, name="agree"),
    path("at/<uuid:pk>/link/<int:bond>/let-go", views.let_go, name="let_go"),
]
