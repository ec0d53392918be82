"""One file for each page of the window. A page builds widgets and asks services; it decides nothing."""
