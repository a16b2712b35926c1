"""Plain English for a constitution: names, amounts, and a phrase for each kind of clause."""
