from django.urls import path

from articulator.operations.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("", views.index, name="index"),
    path("gate", views.gate, name="gate"),
    path("gate/ask", views.ask, name="ask"),
    path("gate/<uuid:pk>", views.application, name="application"),
    path("gate/<uuid:pk>/decide", views.decide, name="decide"),
    path("gate/<uuid:pk>/appeal", views.appeal, name="appeal"),
    path("gate/<uuid:pk>/answer", views.answer_appeal, name="answer_appeal"),
    path("gate/<uuid:pk>/strength", views.prepare, name="prepare"),
    path("gate/<uuid:pk>/<slug:key>", views.judge, name="judge"),
    path("of/<slug:slug>", views.campaign, name="campaign"),
    path("of/<slug:slug>/covenant", views.covenant, name="covenant"),
    path("of/<slug:slug>/covenant/write", views.write_covenant, name="write_covenant"),
    path("of/<slug:slug>/covenant/sign", views.sign, name="sign"),
    path("of/<slug:slug>/covenant/ask-back", views.ask_back, name="ask_back"),
    path("of/<slug:slug>/strength", views.plan_peak, name="plan_peak"),
    path("of/<slug:slug>/serve", views.serve, name="serve"),
    path("of/<slug:slug>/hand-over", views.hand_over, name="hand_over"),
    path("handovers/<uuid:pk>", views.answer_offer, name="answer_offer"),
    path("of/<slug:slug>/renew", views.renew_start, name="renew_start"),
    path("of/<slug:slug>/end", views.end, name="end"),
]
