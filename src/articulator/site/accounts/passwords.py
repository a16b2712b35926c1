"""What makes a password good: its length, more of it where nothing else stands behind it."""

from django.core.exceptions import ValidationError

from articulator.kernel.models import Person

ALONE, WITH_SECOND_FACTOR = 15, 12


class LongAndVaried:
    def validate(self, password: str, user: Person | None = None) -> None:
        least = WITH_SECOND_FACTOR if user and user.pk and user.guarded else ALONE
        if len(password) < least:
            raise ValidationError(
                f"This password is too short: it needs {least} characters. Four words that do not "
                "belong together are easy to remember and hard to guess.",
                code="password_too_short",
            )
        if password in (password + password)[1:-1]:
            raise ValidationError("This password only repeats itself.", code="password_repeats")

    def get_help_text(self) -> str:
        return (
            f"At least {ALONE} characters, or {WITH_SECOND_FACTOR} if you have a second factor. "
            "Four words that do not belong together are easy to remember and hard to guess."
        )
