"""The same services without a window: for IT people, for scripts, for tests."""
