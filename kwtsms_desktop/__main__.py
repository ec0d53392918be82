"""Starts the window: arguments, crash hook, then Qt. Nothing is imported here that may fail before that."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from kwtsms_desktop import __version__
from kwtsms_desktop.contacts.reader_process import run_reader_if_asked
from kwtsms_desktop.texts import LANGUAGES, _, system_language, use_language


def main(argv: list[str] | None = None) -> int:
    """Run the window; returns the exit status."""
    run_reader_if_asked()  # a frozen program reads workbooks in a process of itself
    use_language(system_language())
    arguments = _parser().parse_args(argv)
    if not _has_display():
        _say_no_display(demo=arguments.demo)
        return 2

    from kwtsms_desktop.app import App, Options
    from kwtsms_desktop.core.errors import KwtsmsDesktopError
    from kwtsms_desktop.texts.reasons import error_text
    from kwtsms_desktop.ui.start import run_window

    options = Options(
        data_dir=arguments.data_dir,
        gateway=arguments.gateway,
        language=arguments.lang,
        demo=arguments.demo,
        holder="window",
    )
    try:
        with App(options) as app:
            return run_window(app, in_background=arguments.background)
    except KwtsmsDesktopError as error:
        print(*error_text(error), file=sys.stderr)  # noqa: T201
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kwtsms-desktop", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="database, settings and log")
    parser.add_argument("--gateway", metavar="URL", help="base URL of the API")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the window")
    parser.add_argument("--demo", action="store_true", help="the built-in simulator and a demo account")
    parser.add_argument(
        "--background", action="store_true", help="start without showing the window, as at login"
    )
    return parser


def _has_display() -> bool:
    """Whether a window can be shown.

    Always on Windows and macOS; on Linux with X11, Wayland or a chosen platform of Qt's own.
    """
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _say_no_display(*, demo: bool) -> None:
    example = (
        'kwtsms-desktop-cli campaign send sample --demo --text "Hello" --yes'
        if demo
        else "kwtsms-desktop-cli --help"
    )
    sentence = _(
        "There is no display to show the window on. Start it on a desktop (or under Xvfb: "
        "xvfb-run {program}), or use the command line, for example:\n  {example}"
    )
    program = "kwtsms-desktop --demo" if demo else "kwtsms-desktop"
    print(sentence.format(program=program, example=_with_folder(example)), file=sys.stderr)  # noqa: T201


def _with_folder(command: str) -> str:
    """The command as it can be typed here: with the folder of this installation's programs."""
    folder = Path(sys.executable).parent
    return f"{folder / command}" if (folder / command.split(maxsplit=1)[0]).exists() else command


if __name__ == "__main__":
    sys.exit(main())
