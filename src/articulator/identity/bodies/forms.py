from typing import Any

from django import forms

from articulator.kernel.models import Person


class AppointForm(forms.Form):
    """Who is appointed, by the mail address that the roll knows."""

    email = forms.EmailField(label="Mail address of the person appointed")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        person = Person.objects.filter(email__iexact=said.get("email", ""), is_active=True).first()
        if "email" in said and person is None:
            self.add_error("email", "Nobody on the roll has this address. Check its spelling.")
        return {**said, "person": person}
