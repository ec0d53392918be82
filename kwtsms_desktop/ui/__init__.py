"""Everything Qt: the window, its pages, models, widgets and dialogs.

A page builds widgets, connects them and calls the service of its stage; rules live below. All of it runs on
the GUI thread, and ``background`` is the only file that knows there are others.
"""
