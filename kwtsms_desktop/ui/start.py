"""The window's beginning and end: Qt, theme, language, pages, and what happens when it closes."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from kwtsms_desktop import texts
from kwtsms_desktop.app import App
from kwtsms_desktop.texts import _
from kwtsms_desktop.ui.background import Background
from kwtsms_desktop.ui.copied_data import CopiedData
from kwtsms_desktop.ui.dialogs.crash import CrashHook
from kwtsms_desktop.ui.direction import apply_language
from kwtsms_desktop.ui.garbage import GuiCollector
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.main_window import MainWindow, PageEntry
from kwtsms_desktop.ui.pages.campaign import CampaignPage
from kwtsms_desktop.ui.pages.campaigns import CampaignsPage
from kwtsms_desktop.ui.pages.contact_lists import ContactListsPage
from kwtsms_desktop.ui.pages.new_campaign import NewCampaignPage
from kwtsms_desktop.ui.pages.settings import SettingsPage
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.single_window import SingleWindow
from kwtsms_desktop.ui.theme import apply_theme
from kwtsms_desktop.ui.timetable import Timetable

_SWITCH_SECONDS = 0.0005
_IDLE_MS = 100
_STOP_SECONDS = 75.0  # a request under way may take 60 s to be answered, and its answer must be written down


class WindowControl(QObject):
    """Puts the pages into the window and carries out what they ask of it."""

    def __init__(self, qt: QApplication, app: App) -> None:
        super().__init__()
        self._qt = qt
        self._app = app
        self.background = Background()
        self._collector = GuiCollector(self)
        self._collector.switch_on()
        self.shell = Shell(app, self.background)
        self.window = MainWindow(
            self._entries(),
            geometry=self.shell.settings.window,
            save_geometry=self._save_geometry,
            may_close=self._may_close,
        )
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._make_next_page)
        self.shell.attach(self.window)
        self.shell.language_chosen.connect(self._on_language)
        self.shell.scheme_chosen.connect(self._on_scheme)
        self.shell.campaign_wanted.connect(self._on_campaign)
        self.shell.new_campaign_wanted.connect(self._on_new_campaign)
        self.shell.page_wanted.connect(self.window.show_page)
        self.timetable = Timetable(self.shell, self)
        self.copied = CopiedData(self.shell, self.window)
        self.shell.home_asked.connect(self.copied.ask)

    def begin(self, *, in_background: bool = False) -> None:
        """Show the window and do what a start needs: settle a crash, ask for the balance.

        Args:
            in_background: started at login: the window waits minimised for whoever wants it.
        """
        # A worker that computes holds the interpreter for so long at a time (5 ms is usual), and painting
        # asks for it hundreds of times (measured: the worst freeze falls to a third).
        sys.setswitchinterval(_SWITCH_SECONDS)
        if in_background:
            self.window.showMinimized()
        else:
            self.window.show()
        self._make_next_page()
        self.background.start(lambda _mailbox, _stop: self._settle(), "settle")
        self.shell.refresh_balance()
        self.timetable.begin()
        self.copied.begin()

    def end(self) -> None:
        """Stop what is under way at its next safe point; answers on their way are still written down."""
        self.timetable.end()
        self.background.stop_all(_STOP_SECONDS)
        self._collector.switch_off()

    def _make_next_page(self) -> None:
        """Make the pages one by one while the user looks at the first: making one takes a while."""
        if self.window.make_missing_page():
            self._idle.start()

    def _settle(self) -> None:
        self._app.importing.clean_up()
        self._app.pasting.clean_up()
        self._app.sending.recover()

    def _entries(self) -> list[PageEntry]:
        shell = self.shell
        return [
            PageEntry(
                "new",
                lambda: _("New campaign"),
                Glyph.NEW_CAMPAIGN,
                lambda: NewCampaignPage(shell),
                is_main=True,
            ),
            PageEntry("campaigns", lambda: _("Campaigns"), Glyph.CAMPAIGNS, lambda: CampaignsPage(shell)),
            PageEntry("lists", lambda: _("Contact lists"), Glyph.LISTS, lambda: ContactListsPage(shell)),
            PageEntry("settings", lambda: _("Settings"), Glyph.SETTINGS, lambda: SettingsPage(shell)),
            PageEntry(
                "campaign",
                lambda: _("Campaign"),
                Glyph.CAMPAIGNS,
                lambda: CampaignPage(shell),
                under="campaigns",
            ),
        ]

    def _on_language(self, code: str) -> None:
        apply_language(self._qt, code)
        self.window.rebuild(self._entries())
        self.shell.show_account()

    def _on_scheme(self, scheme: str) -> None:
        apply_theme(self._qt, scheme)

    def _on_campaign(self, campaign_id: int) -> None:
        page = self.window.page("campaign")
        assert isinstance(page, CampaignPage)  # noqa: S101  (the entry above makes no other)
        page.show_campaign(campaign_id)
        self.window.show_page("campaign")

    def _on_new_campaign(self, list_id: int | None) -> None:
        page = self.window.page("new")
        assert isinstance(page, NewCampaignPage)  # noqa: S101
        page.begin(list_id)
        self.window.show_page("new")

    def _save_geometry(self, geometry: str) -> None:
        self.shell.change_settings(window=geometry)

    def _may_close(self) -> bool:
        if not self.shell.is_sending:
            return self._may_leave_waiting()
        question = QMessageBox(self.window)
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(_("A campaign is being sent."))
        question.setInformativeText(_("Closing pauses it. You can go on later: nobody is sent to twice."))
        close = question.addButton(_("Pause and close"), QMessageBox.ButtonRole.AcceptRole)
        stay = question.addButton(_("Keep sending"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.exec()
        return question.clickedButton() is close

    def _may_leave_waiting(self) -> bool:
        """Whether it may close although campaigns wait for their time: nothing else would say so."""
        words = self.timetable.leaving_words()
        if not words:
            return True
        question = QMessageBox(self.window)
        question.setObjectName("leaveWaiting")
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(words)
        question.setInformativeText(
            _(
                "It is not sent while the program is closed. If its time passes, you are asked at the next "
                "start."
            )
        )
        close = question.addButton(_("Close anyway"), QMessageBox.ButtonRole.AcceptRole)
        stay = question.addButton(_("Keep it running, minimised"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.exec()
        if question.clickedButton() is not close:
            self.window.showMinimized()
            return False
        return True


def run_window(app: App, *, in_background: bool = False) -> int:
    """Show the window until it is closed; returns the exit status."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)  # noqa: S101
    qt.setApplicationName("kwtSMS Desktop")
    qt.setDesktopFileName("kwtsms-desktop")
    apply_theme(qt, app.settings.load().scheme)
    apply_language(qt, texts.current_language())
    single = SingleWindow(app.paths.root)
    if not single.claim() and (in_background or single.call_forward()):
        return 0  # a start at login leaves the window that is open where it is
    hook = CrashHook()
    hook.install()
    if app.options.demo:
        app.prepare_demo()
    control = WindowControl(qt, app)
    single.wanted.connect(control.window.come_forward)
    control.begin(in_background=in_background)
    status = qt.exec()
    control.end()
    single.release()
    hook.remove()
    return status
