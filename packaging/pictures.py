"""Takes the README's pictures from the running program (``make pictures``).

The real window on the built-in simulator, without a display, in both languages and schemes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from kwtsms_desktop.app import App, Options
from kwtsms_desktop.ui.direction import apply_language
from kwtsms_desktop.ui.start import WindowControl
from kwtsms_desktop.ui.theme import apply_theme

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "pictures"
SIZE = (1366, 768)
_PATIENCE_MS = 20_000
_TEXTS = {
    "en": "Dear {Name|customer}, see you at Jasmine Salon on {Appointment|Sunday} 😀",
    "ar": "عزيزنا {Name|عميلنا}، ننتظرك في صالون الياسمين يوم {Appointment|الأحد} 😀",
}


class Photographer:
    """Walks through the window and takes a picture of each place."""

    def __init__(self, control: WindowControl, language: str, scheme: str) -> None:
        self._control = control
        self._language = language
        self._suffix = f"{language}-{scheme}"

    def walk(self) -> None:
        """From the checked sample list to the settings."""
        window = self._control.window
        self._wait(lambda: self._primary() is not None)
        self._take("check")
        self._press()
        self._wait(lambda: bool(self._editors()))
        self._editors()[0].setPlainText(_TEXTS[self._language])
        QTest.qWait(1500)
        self._take("message")
        self._press()
        self._wait(lambda: self._primary() is not None)
        QTest.qWait(800)
        self._take("review")
        self._press()
        self._wait(lambda: window.current_key == "campaign" and not self._control.shell.is_sending)
        QTest.qWait(1500)
        self._take("campaign")
        for key in ("campaigns", "lists", "settings"):
            window.show_page(key)
            QTest.qWait(900)
            self._take(key)

    def _take(self, name: str) -> None:
        QTest.qWait(400)
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._control.window.grab().save(str(FOLDER / f"{name}-{self._suffix}.png"))

    def _primary(self) -> QPushButton | None:
        buttons = self._control.window.findChildren(QPushButton, "primary")
        return next((button for button in buttons if button.isVisible() and button.isEnabled()), None)

    def _editors(self) -> list[QPlainTextEdit]:
        return [editor for editor in self._control.window.findChildren(QPlainTextEdit) if editor.isVisible()]

    def _press(self) -> None:
        self._wait(lambda: self._primary() is not None)
        if button := self._primary():
            button.click()

    @staticmethod
    def _wait(until: Callable[[], bool]) -> None:
        for _turn in range(_PATIENCE_MS // 50):
            if until():
                return
            QTest.qWait(50)
        message = "the window did not get there"
        raise TimeoutError(message)


def main() -> int:
    """Take all pictures; returns 0."""
    qt = QApplication(sys.argv[:1])
    for language in ("en", "ar"):
        for scheme in ("light", "dark"):
            with App(Options(demo=True, language=language)) as app:
                apply_theme(qt, scheme)
                apply_language(qt, language)
                app.prepare_demo()
                control = WindowControl(qt, app)
                control.window.resize(*SIZE)
                control.begin()
                Photographer(control, language, scheme).walk()
                control.end()
                control.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
