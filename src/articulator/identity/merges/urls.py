from django.urls import URLPattern

app_name = "merges"
urlpatterns: list[URLPattern] = []
