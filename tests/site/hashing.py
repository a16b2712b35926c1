"""A quick hasher that counts how often it was asked to work."""

from typing import ClassVar

from django.contrib.auth.hashers import MD5PasswordHasher


class Counting(MD5PasswordHasher):
    algorithm = "counting"
    asked: ClassVar[list[str]] = []

    def encode(self, password, salt):
        self.asked.append(password)
        return super().encode(password, salt)
