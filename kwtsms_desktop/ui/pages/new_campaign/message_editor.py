"""The editor of the message: in the direction of its letters, with the placeholders it understands marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.template import Template
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.direction import direction_of_text
from kwtsms_desktop.ui.theme import current_tokens, font

_TOKEN = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")
_ROOM_AROUND_LINES = 8


class MessageEditor(QPlainTextEdit):
    """A plain-text editor. Tab leaves it: nobody means a tab in an SMS.

    Signals:
        written(): the text is another one. Unlike ``textChanged``, not for new colours of the same text.
    """

    written = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messageEditor")
        self.setAccessibleName(_("Message"))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("Write what people will read on their phones."))
        self.setFont(font("headline"))
        self._highlighter = _Highlighter(self.document())
        self._written = ""
        self.textChanged.connect(self._on_text_changed)
        self._turn(direction_of_text(""))

    def text(self) -> str:
        """What is written."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another text, to go on at its end; forgets what could be undone."""
        if text != self.text():
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def set_headings(self, headings: Sequence[str]) -> None:
        """Understand placeholders for these columns."""
        self._highlighter.set_headings(tuple(headings))

    def insert(self, text: str) -> None:
        """Write something at the cursor, over what is selected, and go on writing there."""
        self.textCursor().insertText(text)
        self.setFocus()

    def rewrite(self, text: str) -> None:
        """Write another text in the place of this one; one step back undoes it."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setFocus()

    def select(self, start: int, length: int) -> None:
        """Select a part of the text and show it.

        Args:
            start: index of its first character.
            length: number of characters.
        """
        text = self.text()
        cursor = self.textCursor()
        cursor.setPosition(_utf16_length(text[:start]))
        cursor.setPosition(_utf16_length(text[: start + length]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def sizeHint(self) -> QSize:
        """Qt: about six lines."""
        return QSize(360, self._height_of(6))

    def minimumSizeHint(self) -> QSize:
        """Qt: not less than three lines."""
        return QSize(240, self._height_of(3))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another scheme has other colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._highlighter.rehighlight()

    def _height_of(self, lines: int) -> int:
        frame = 2 * self.frameWidth() + round(2 * self.document().documentMargin())
        return self.fontMetrics().lineSpacing() * lines + frame + _ROOM_AROUND_LINES

    def _on_text_changed(self) -> None:
        text = self.text()
        if text != self._written:
            self._written = text
            self._turn(direction_of_text(text))
            self.written.emit()

    def _turn(self, direction: Qt.LayoutDirection) -> None:
        """Write in this direction: scroll bar, every line, and the edge that lines begin at."""
        option = self.document().defaultTextOption()
        if option.textDirection() is direction and self.layoutDirection() is direction:
            return
        self.setLayoutDirection(direction)
        is_rtl = direction is Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        option.setTextDirection(direction)
        option.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
        self.document().setDefaultTextOption(option)


class _Highlighter(QSyntaxHighlighter):
    """Colours each placeholder: accent where the list has that column, danger where it has not."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._headings: tuple[str, ...] = ()

    def set_headings(self, headings: tuple[str, ...]) -> None:
        """Know these columns from now on."""
        if headings != self._headings:
            self._headings = headings
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Qt: colour one line."""
        if "{" not in text and "}" not in text:
            return
        for token in _TOKEN.finditer(text):
            if token[0] in {"{{", "}}"}:
                continue
            start = _utf16_length(text[: token.start()])
            self.setFormat(start, _utf16_length(token[0]), self._format(is_known=self._is_known(token[0])))

    def _is_known(self, token: str) -> bool:
        try:
            Template.parse(token, self._headings)
        except UserError:
            return False
        return True

    @staticmethod
    def _format(*, is_known: bool) -> QTextCharFormat:
        tokens = current_tokens()
        made = QTextCharFormat()
        made.setFontWeight(QFont.Weight.DemiBold)
        made.setForeground(QColor(tokens.accent if is_known else tokens.danger))
        made.setBackground(QColor(tokens.accent_soft if is_known else tokens.danger_soft))
        if not is_known:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            made.setUnderlineColor(QColor(tokens.danger))
        return made


def _utf16_length(text: str) -> int:
    """Length in UTF-16 units, in which Qt counts positions."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
