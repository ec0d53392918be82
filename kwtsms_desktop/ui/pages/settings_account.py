"""The account: login, what kwtSMS says of it, and where the password is.

Rule: a password that was saved is never shown again, and none is ever written anywhere but into the keyring.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from kwtsms_desktop.core.account import Balance
from kwtsms_desktop.core.errors import CredentialsError, KwtsmsDesktopError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.account import Kept, Store
from kwtsms_desktop.services.events import Event, Failed, Finished, Mailbox, Stop
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.dialogs.question import Question
from kwtsms_desktop.ui.direction import isolate_ltr
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.latest import Latest
from kwtsms_desktop.ui.pages.setting_row import SettingRow
from kwtsms_desktop.ui.pages.settings_texts import (
    balance_fact,
    coverage_fact,
    senders_fact,
    store_text,
)
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.tokens import GRID, Role
from kwtsms_desktop.ui.widgets.busy import BusyLine
from kwtsms_desktop.ui.widgets.buttons import primary_button, quiet_button, secondary_button
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.inputs import set_invalid, text_field
from kwtsms_desktop.ui.widgets.key_value import KeyValueList
from kwtsms_desktop.ui.widgets.note_line import NoteLine

_FIRST_NAME = "kwtSMS"


@dataclass(frozen=True, slots=True)
class _Saved:
    """What saving led to.

    Attributes:
        kept: where the password went.
        problem: what kwtSMS said to the login; None where it took it.
    """

    kept: Kept
    problem: KwtsmsDesktopError | None


class AccountCard(Card):
    """Login fields, test, save, forget; and the facts about the account."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Account"), _explanation(is_demo=shell.app.options.demo))
        self.setObjectName("accountCard")
        self._shell = shell
        self._is_demo = shell.app.options.demo
        self._looked_for = ""
        self._has_kept = False
        self._work = Latest(shell.background, self)
        self._finder = Latest(shell.background, self)
        self._make_fields()
        self._make_buttons()
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self._on_cancel)
        self._result = NoteLine(Role.SUCCESS)
        self._result.setObjectName("accountResult")
        self._kept_at = NoteLine(Role.INFO)
        self._kept_at.setObjectName("accountKeptAt")
        self._facts = KeyValueList()
        self._facts.setObjectName("accountFacts")
        self._lay_out()

    def show_account(self) -> None:
        """Show the account in use, as it is known now."""
        account = self._shell.account
        self._name.setEnabled(account is None)
        self._name.setText(account.name if account else self._name.text() or _FIRST_NAME)
        self._forget.setVisible(account is not None and not self._is_demo)
        self._show_facts(account)
        self._find_kept_login(account)

    # Making

    def _make_fields(self) -> None:
        self._name = text_field(_("Account name"))
        self._name.setObjectName("accountName")
        self._username = text_field(_("API user name"), ltr=True)
        self._username.setObjectName("apiUsername")
        self._password = text_field(_("API password"), ltr=True)
        self._password.setObjectName("apiPassword")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._username.textEdited.connect(self._on_typed)
        self._password.textEdited.connect(self._on_typed)
        for field in (self._name, self._username, self._password):
            field.returnPressed.connect(self._on_save)

    def _make_buttons(self) -> None:
        self._test = secondary_button(_("Test connection"))
        self._test.setObjectName("testConnection")
        self._test.clicked.connect(self._on_test)
        self._save = primary_button(_("Save"))
        self._save.setObjectName("saveAccount")
        self._save.clicked.connect(self._on_save)
        self._forget = quiet_button(_("Forget this account"), Glyph.REMOVE)
        self._forget.setObjectName("forgetAccount")
        self._forget.clicked.connect(self._on_forget)
        self.add_action(self._forget)

    def _lay_out(self) -> None:
        rows = (
            SettingRow(
                _("Account name"), _("What you call it here. It stays with its campaigns."), self._name
            ),
            SettingRow(
                _("API user name"),
                _("Not your kwtsms.com login: find it at kwtsms.com under API."),
                self._username,
            ),
            SettingRow(
                _("API password"),
                _("Found in the same place. It is never shown again here."),
                self._password,
            ),
        )
        for row in rows:
            row.setVisible(not self._is_demo)
            self.body.addWidget(row)
        self._save.setVisible(not self._is_demo)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        buttons.addWidget(self._busy, 1)
        buttons.addWidget(self._test)
        buttons.addWidget(self._save)
        self.body.addLayout(buttons)
        for widget in (self._result, self._kept_at, self._facts):
            self.body.addWidget(widget)

    # Showing

    def _show_facts(self, account: AccountSettings | None) -> None:
        self._facts.setVisible(account is not None)
        self._facts.clear()
        if account is None:
            self._kept_at.say("")
            return
        facts = self._shell.app.account.facts(account.name)
        self._facts.add("balance", _("Balance"), balance_fact(facts))
        self._facts.add("senders", _("Sender IDs"), senders_fact(facts))
        self._facts.add("coverage", _("Countries you can send to"), coverage_fact(facts))

    def _find_kept_login(self, account: AccountSettings | None) -> None:
        """Whether a password is kept, in the background: the keyring may have to be unlocked."""
        name = account.name if account else ""
        if name != self._looked_for:
            self._looked_for = name
            self._set_kept(False)
        if not name or self._has_kept or self._is_demo:
            return
        service = self._shell.app.account
        self._finder.start(
            lambda _mailbox, _stop: service.kept_login(name), "find-login", self._on_kept_login
        )

    def _on_kept_login(self, event: Event) -> None:
        if isinstance(event, Finished):
            username, kept = event.result
            self._set_kept(True)
            if not self._username.isModified():
                self._username.setText(username)
            self._say_where(kept)
        elif isinstance(event, Failed):
            error = event.error
            is_none = isinstance(error, CredentialsError) and error.reason is Reason.NO_CREDENTIALS
            text = store_text(Store.MEMORY) if is_none else self._shell.words_for(error)
            self._kept_at.say(text, Role.WARNING)

    def _set_kept(self, has_kept: bool) -> None:
        self._has_kept = has_kept
        self._password.setPlaceholderText(_("kept") if has_kept else "")

    def _say(self, text: str, role: Role) -> None:
        self._result.say(text, role)

    def _set_busy(self, text: str) -> None:
        for button in (self._test, self._save, self._forget):
            button.setEnabled(not text)
        if text:
            self._result.say("")
            self._busy.start(text)
        else:
            self._busy.stop()

    # Acting

    def _on_typed(self) -> None:
        self._result.say("")
        for field in (self._username, self._password):
            set_invalid(field, False)

    def _is_complete(self) -> bool:
        """Whether there is a login to try: what is typed, filled up with what is kept."""
        may_be_kept = self._has_kept or self._finder.is_running or self._is_demo
        for field in (self._username, self._password):
            set_invalid(field, not field.text() and not may_be_kept)
        missing = [field for field in (self._username, self._password) if field.property("invalid")]
        if missing:
            self._say(_("Type the API user name and password first."), Role.DANGER)
            missing[0].setFocus()
        return not missing

    def _typed(self) -> tuple[str, str, str]:
        """Account name, user name and password as typed; the user name may have come from the keyring."""
        account = self._shell.account
        name = account.name if account else self._name.text().strip() or _FIRST_NAME
        return name, self._username.text().strip(), self._password.text()

    def _on_test(self) -> None:
        """Try what is typed without keeping it; where nothing new is typed, ask for everything."""
        if not self._is_complete():
            return
        (name, username, password), service = self._typed(), self._shell.app.account
        is_as_kept = not password and not self._username.isModified()

        def _job(_mailbox: Mailbox, stop: Stop) -> Balance | None:
            if is_as_kept:
                return service.refresh(name, stop).balance
            return service.try_login(service.completed_login(name, username, password), stop)

        self._set_busy(_("Asking kwtSMS …"))
        self._work.start(_job, "test-login", self._on_tested)

    def _on_tested(self, event: Event) -> None:
        self._set_busy("")
        if isinstance(event, Failed):
            self._say(self._shell.words_for(event.error), Role.DANGER)
        elif isinstance(event, Finished) and isinstance(event.result, Balance):
            balance = isolate_ltr(number_text(event.result.available))
            self._say(_("It works. Balance: {amount}").format(amount=balance), Role.SUCCESS)
            self._tell_others()

    def _on_save(self) -> None:
        if self._is_demo or not self._save.isEnabled() or not self._is_complete():
            return
        (name, username, password), service = self._typed(), self._shell.app.account
        account = self._shell.account or AccountSettings(name)

        def _job(_mailbox: Mailbox, stop: Stop) -> _Saved:
            kept = service.save_login(account, service.completed_login(name, username, password))
            try:
                service.refresh(name, stop)
            except KwtsmsDesktopError as error:
                return _Saved(kept, error)
            return _Saved(kept, None)

        self._set_busy(_("Saving, and asking kwtSMS …"))
        self._work.start(_job, "save-login", self._on_saved)

    def _on_saved(self, event: Event) -> None:
        self._set_busy("")
        if isinstance(event, Failed):
            self._say(self._shell.words_for(event.error), Role.DANGER)
        elif isinstance(event, Finished) and isinstance(event.result, _Saved):
            self._password.clear()
            self._username.setModified(False)
            self._looked_for, _username, _password = self._typed()
            self._set_kept(True)
            self._say_where(event.result.kept)
            self._say_what_it_said(event.result.problem)
            self._tell_others()

    def _say_where(self, kept: Kept) -> None:
        if kept.problem is None:
            is_memory = kept.store is Store.MEMORY
            self._kept_at.say(store_text(kept.store), Role.WARNING if is_memory else Role.INFO)
        else:
            self._kept_at.say(self._shell.words_for(kept.problem), Role.WARNING)

    def _say_what_it_said(self, problem: KwtsmsDesktopError | None) -> None:
        if problem is None:
            self._say(_("Saved. The connection works."), Role.SUCCESS)
        else:
            self._say(_("Saved, but: {problem}").format(problem=self._shell.words_for(problem)), Role.DANGER)

    def _tell_others(self) -> None:
        self._shell.show_account()
        self._shell.account_changed.emit()

    def _on_cancel(self) -> None:
        self._work.cancel()
        self._set_busy("")

    def _on_forget(self) -> None:
        account = self._shell.account
        if account is None:
            return
        question = Question(
            self,
            _("Forget the account “{name}”?").format(name=account.name),
            _("Its password is removed from this computer. Campaigns stay in the history."),
            _("Forget"),
            _("Keep"),
        )
        question.accepted.connect(self._forget_account)
        question.open()

    def _forget_account(self) -> None:
        account, service = self._shell.account, self._shell.app.account
        if account is None:
            return
        name = account.name
        self._set_busy(_("Forgetting …"))
        self._work.start(
            lambda _mailbox, _stop: service.forget_login(name), "forget-login", self._on_forgotten
        )

    def _on_forgotten(self, event: Event) -> None:
        self._set_busy("")
        if isinstance(event, Failed):
            self._say(self._shell.words_for(event.error), Role.DANGER)
        elif isinstance(event, Finished):
            for field in (self._name, self._username, self._password):
                field.clear()
            self._username.setModified(False)
            self._kept_at.say("")
            self._tell_others()


def _explanation(*, is_demo: bool) -> str:
    if is_demo:
        return _(
            "This is the demo account on the built-in gateway: nothing leaves this computer and nobody "
            "receives anything."
        )
    return ""
