from django import forms


class AccountForm(forms.Form):
    words = forms.CharField(
        max_length=2000, label="What was done, or why not?",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="To those who said it. Everyone can read it, and whoever tied an address to such "
        "an answer gets it as a letter.",
    )  # fmt: skip
