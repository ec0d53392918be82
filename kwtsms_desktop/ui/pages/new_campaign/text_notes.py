"""What there is to say about the text, under the editor: what is wrong, was taken out, or makes it dear."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kwtsms_desktop.core.segments import GSM_SINGLE, UCS2_SINGLE
from kwtsms_desktop.services.proofreading import ForcingCharacter, Proof
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.pages.new_campaign.removed_parts import RemovedParts
from kwtsms_desktop.ui.theme import set_kind
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.note_line import NoteLine

_MOST_NAMED = 6
_LEAST_WIDTH = 120
_TWO_LINES = 48


class TextNotes(QScrollArea):
    """Remarks, most pressing first; scrolls where there is no room, takes none where there is nothing to say.

    Signals:
        place_wanted(int, int): show this part of the text: first character, number of characters.
        replacing_wanted(): write plain characters for those that make the text Unicode.
    """

    place_wanted = Signal(int, int)
    replacing_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.problem = NoteLine(Role.DANGER)
        self.problem.setObjectName("textProblem")
        self.removed = RemovedParts()
        self.removed.place_wanted.connect(self.place_wanted)
        self.unicode = NoteLine(Role.INFO)
        self.unicode.setObjectName("unicodeNote")
        self._forcing: Sequence[ForcingCharacter] = ()
        self._forced_by = ""
        self.doubled = NoteLine(Role.WARNING)
        self.doubled.setObjectName("doubledNote")
        inside = QWidget()
        inside.setMinimumHeight(1)  # else Qt reserves the height that wrapped lines would need if narrow
        set_kind(inside, "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        for widget in (self.problem, self.doubled, self.removed, self.unicode):
            self._column.addWidget(widget)
        self._column.addStretch()
        self.setWidget(inside)
        self.hide()

    def show_proof(self, proof: Proof, row: int) -> None:
        """Say what there is to say of the text.

        Args:
            proof: the text as read for one row.
            row: that row's number in the file.
        """
        self.doubled.say(_doubled_text(proof.doubled))
        self.removed.set_proof(proof, row)
        self._forcing, self._forced_by = proof.forcing, _forced_by_text(proof.forced_by, row)
        self.show_saving(None)

    def show_saving(self, saved: int | None) -> None:
        """Offer plain characters where each forcing one has some, with what that saves once it is counted.

        Args:
            saved: credits for the whole list; None while nobody knows.
        """
        text, offer = _unicode_text(self._forcing), ""
        lasting = [one for one in self._forcing if one.replacement is None]
        if text and not lasting:
            offer = _("Replace them")
            if saved:
                text = f"{text} {_saving_text(saved)}"
        elif len(lasting) < len(self._forcing):
            text = f"{text} {_lasting_text(lasting)}"
        self.unicode.say(text or self._forced_by, None, offer, self.replacing_wanted.emit)
        self._fit()

    def show_problem(
        self, text: str, action_text: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Say why the text cannot be sent, and what to do; nothing where ``text`` is empty."""
        self.problem.say(text, None, action_text, on_action)
        self._fit()

    def sizeHint(self) -> QSize:
        """Qt: all of it."""
        return QSize(360, self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        """Qt: a line or two, the rest by scrolling."""
        return QSize(_LEAST_WIDTH, min(self._wanted_height(), _TWO_LINES))

    def _fit(self) -> None:
        parts = (self.problem, self.doubled, self.removed, self.unicode)
        self.setVisible(any(not part.isHidden() for part in parts))
        self.updateGeometry()

    def _wanted_height(self) -> int:
        width = max(_LEAST_WIDTH, self.width())
        return self._column.heightForWidth(width) if self._column.hasHeightForWidth() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: narrower means higher."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


def _unicode_text(forcing: Sequence[ForcingCharacter]) -> str:
    """Which characters make a Latin text Unicode, and what that costs."""
    if not forcing:
        return ""
    return ngettext(
        "{characters} makes this Unicode: {unicode} instead of {latin} characters a segment.",
        "{characters} make this Unicode: {unicode} instead of {latin} characters a segment.",
        len(forcing),
    ).format(characters=_drawn(forcing), unicode=UCS2_SINGLE, latin=GSM_SINGLE)


def _saving_text(saved: int) -> str:
    return ngettext("Plain ones save {count} credit.", "Plain ones save {count} credits.", saved).format(
        count=number_text(saved)
    )


def _lasting_text(lasting: Sequence[ForcingCharacter]) -> str:
    """Why replacing the others would be of no use."""
    return ngettext(
        "Only {characters} has no plain form: without it the others could be replaced.",
        "{characters} have no plain form: without them the others could be replaced.",
        len(lasting),
    ).format(characters=_drawn(lasting))


def _forced_by_text(names: Sequence[str], row: int) -> str:
    if not names:
        return ""
    return _(
        "{columns} makes this Unicode in row {row}: {unicode} instead of {latin} characters a segment."
    ).format(
        columns=" ".join(f"{{{name}}}" for name in names),
        row=isolate_ltr(str(row)),
        unicode=UCS2_SINGLE,
        latin=GSM_SINGLE,
    )


def _doubled_text(names: Sequence[str]) -> str:
    """A column in doubled braces is probably meant as a placeholder, as other programs write them."""
    if not names:
        return ""
    name = names[0]
    return _("{doubled} is sent as it stands. For the column write {single}.").format(
        doubled=f"{{{{{name}}}}}", single=f"{{{name}}}"
    )


def _drawn(forcing: Sequence[ForcingCharacter]) -> str:
    """The characters side by side; those nobody sees by their code."""
    shown = [_visible(one.character) for one in forcing[:_MOST_NAMED]]
    more = ["…"] if len(forcing) > _MOST_NAMED else []
    return " ".join([*shown, *more])


def _visible(character: str) -> str:
    drawn = character if character.isprintable() and not character.isspace() else f"U+{ord(character):04X}"
    return isolate_ltr(drawn)
