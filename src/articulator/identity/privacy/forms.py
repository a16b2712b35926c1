from django import forms


class Sure(forms.Form):
    """The second of two steps: after reading what goes."""

    sure = forms.BooleanField(
        label="I have read this, and want to be deleted",
        error_messages={"required": "Tick the box first: what is deleted stays deleted."},
    )
