"""Dialogs: only where something cannot be undone."""
