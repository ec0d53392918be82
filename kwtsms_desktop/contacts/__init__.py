"""Contact list files become rows of text; everything of this package is reached through ``table``."""
