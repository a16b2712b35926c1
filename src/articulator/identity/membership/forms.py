from typing import Any

from django import forms

from articulator.methods.roll import LARGEST


class RollForm(forms.Form):
    """A file of members. Nothing happens to the roll until the preview is confirmed."""

    file = forms.FileField(
        label="The roll, as a CSV file",
        help_text="The first line names the columns: id, name and branch are needed; email, "
        "joined, trained_until, gender, age_band, ethnicity and disability are known.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"The file is larger than {LARGEST // 10**6} MB. Split it.")
        return file
