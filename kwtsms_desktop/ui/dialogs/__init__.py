"""Dialogs: only where something cannot be undone, or where the program itself has failed."""
