"""Settings: the account, the pace, the numbers, the looks. Every change is saved at once, and says so."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox

import kwtsms_desktop
from kwtsms_desktop import texts
from kwtsms_desktop.core.dialling import Policy
from kwtsms_desktop.core.errors import KwtsmsDesktopError
from kwtsms_desktop.core.pacing import MAX_REQUESTS_PER_SECOND, REQUESTS_PER_SECOND
from kwtsms_desktop.core.segments import DEFAULT_MAX_SEGMENTS
from kwtsms_desktop.settings import AccountSettings
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.icons import Glyph
from kwtsms_desktop.ui.pages.setting_row import SettingRow
from kwtsms_desktop.ui.pages.settings_account import AccountCard
from kwtsms_desktop.ui.pages.settings_login import LoginRow
from kwtsms_desktop.ui.pages.settings_texts import default_country_text
from kwtsms_desktop.ui.shell import Shell
from kwtsms_desktop.ui.widgets.buttons import secondary_button
from kwtsms_desktop.ui.widgets.card import Card
from kwtsms_desktop.ui.widgets.inputs import choice_field, number_field, set_invalid, text_field
from kwtsms_desktop.ui.widgets.key_value import KeyValueList
from kwtsms_desktop.ui.widgets.message_strip import MessageKind
from kwtsms_desktop.ui.widgets.page import Page

_SLOWEST = 0.5
_STEP = 0.5


class SettingsPage(Page):
    """Cards of settings, each with one line of why."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Settings"), scrolls=True)
        self._shell = shell
        self._account = AccountCard(shell)
        for card in (
            self._account,
            self._defaults_card(),
            self._sending_card(),
            self._numbers_card(),
            self._looks_card(),
            self._places_card(),
        ):
            self.content.addWidget(card)
        shell.account_changed.connect(self._on_account_changed)

    def on_shown(self) -> None:
        """Show the settings as they are now."""
        self._show_all()

    def refresh(self) -> None:
        """Show the settings as they are now."""
        self._show_all()

    # Making

    def _defaults_card(self) -> Card:
        self._defaults = Card(_("New campaigns"))
        self._sender = choice_field(_("Default sender ID"))
        self._sender.setObjectName("defaultSender")
        self._sender.activated.connect(self._on_sender)
        self._sender_row = SettingRow(
            _("Default sender ID"),
            _("Whom the message comes from. KWT-SMS is shared by everybody and slow: for tests only."),
            self._sender,
        )
        self._test = QCheckBox(_("New campaigns are tests"))
        self._test.setObjectName("testMode")
        self._test.clicked.connect(self._on_test_mode)
        self._test_row = SettingRow(
            _("Test mode"),
            _("Nobody receives a test. Turn it off when you are ready to send; each campaign asks again."),
            self._test,
        )
        self._defaults.body.addWidget(self._sender_row)
        self._defaults.body.addWidget(self._test_row)
        return self._defaults

    def _sending_card(self) -> Card:
        card = Card(_("Sending"))
        self._rate = choice_field(_("Requests a second"))
        self._rate.setObjectName("requestsPerSecond")
        self._rate.activated.connect(self._on_rate)
        self._rate_row = SettingRow(
            _("Requests a second"),
            _(
                "One request carries up to 200 people with the same text. kwtSMS recommends 2 and blocks an "
                "office that makes more than 5."
            ),
            self._rate,
        )
        self._segments = number_field(
            _("Longest message in segments"), 1, DEFAULT_MAX_SEGMENTS, DEFAULT_MAX_SEGMENTS
        )
        self._segments.setObjectName("maxSegments")
        self._segments.valueChanged.connect(self._on_segments)
        self._segments_row = SettingRow(
            _("Longest message in segments"),
            _("Each segment costs a credit for each person. kwtSMS takes no more than {count}.").format(
                count=number_text(DEFAULT_MAX_SEGMENTS)
            ),
            self._segments,
        )
        self._login_row = LoginRow(self._shell)
        card.body.addWidget(self._rate_row)
        card.body.addWidget(self._segments_row)
        card.body.addWidget(self._login_row)
        return card

    def _numbers_card(self) -> Card:
        card = Card(_("Numbers"))
        self._country = text_field(_("Default country code"), hint=_("off"), ltr=True)
        self._country.setObjectName("defaultCountry")
        self._country.setMaxLength(8)
        self._country.textEdited.connect(self._on_country_typed)
        self._country.editingFinished.connect(self._on_country)
        self._country_row = SettingRow(_("Default country code"), "", self._country)
        card.body.addWidget(self._country_row)
        return card

    def _looks_card(self) -> Card:
        card = Card(_("Language and look"))
        self._language = choice_field(_("Language"))
        self._language.setObjectName("language")
        # A language is named in itself, for those who cannot read the present one.
        for words, code in ((_("System"), ""), ("English", "en"), ("العربية", "ar")):
            self._language.addItem(words, code)
        self._language.activated.connect(self._on_language)
        self._scheme = choice_field(_("Look"))
        self._scheme.setObjectName("scheme")
        for words, scheme in ((_("System"), "system"), (_("Light"), "light"), (_("Dark"), "dark")):
            self._scheme.addItem(words, scheme)
        self._scheme.activated.connect(self._on_scheme)
        self._language_row = SettingRow(
            _("Language"), _("Of this window. Messages are in whatever language you write."), self._language
        )
        self._scheme_row = SettingRow(
            _("Look"), _("System follows your computer, also when it changes in the evening."), self._scheme
        )
        card.body.addWidget(self._language_row)
        card.body.addWidget(self._scheme_row)
        return card

    def _places_card(self) -> Card:
        card = Card(
            _("Where things are"),
            _("Lists, campaigns and settings are kept in this folder; passwords are not."),
        )
        facts = KeyValueList()
        folder = str(self._shell.app.paths.root)
        facts.add("folder", _("Data folder"), folder, ltr=True).setObjectName("dataFolder")
        facts.add("version", _("Version"), kwtsms_desktop.__version__, ltr=True)
        self._open = secondary_button(_("Open folder"), Glyph.FOLDER)
        self._open.setObjectName("openFolder")
        self._open.clicked.connect(self._on_open_folder)
        card.add_action(self._open)
        card.body.addWidget(facts)
        return card

    # Showing

    def _on_account_changed(self) -> None:
        if self.isVisible():
            self._show_all()

    def _show_all(self) -> None:
        settings = self._shell.settings
        self._account.show_account()
        self._login_row.show_present()
        self._show_defaults()
        self._fill_rates(settings.requests_per_second)
        self._segments.blockSignals(True)
        self._segments.setValue(settings.max_segments)
        self._segments.blockSignals(False)
        if not self._country.hasFocus():
            self._country.setText(settings.default_country)
            self._on_country_typed(settings.default_country)
        _choose(self._language, settings.language)
        _choose(self._scheme, settings.scheme)

    def _show_defaults(self) -> None:
        account = self._shell.account
        self._defaults.setVisible(account is not None)
        if account is None:
            return
        known = self._shell.app.account.facts(account.name).sender_ids or ()
        self._sender.clear()
        # A sender that is not the account's any more stays on show, so that nobody wonders where it went.
        for sender in dict.fromkeys((*known, account.sender)):
            if sender:
                self._sender.addItem(sender, sender)
        self._sender.setPlaceholderText(_("Choose a sender ID"))
        self._sender.setEnabled(bool(self._sender.count()))
        _choose(self._sender, account.sender)
        self._test.setChecked(account.test_mode)

    def _fill_rates(self, present: float) -> None:
        steps = [_SLOWEST + number * _STEP for number in range(int(MAX_REQUESTS_PER_SECOND / _STEP))]
        rates = sorted({rate for rate in steps if rate <= MAX_REQUESTS_PER_SECOND} | {present})
        self._rate.clear()
        for rate in rates:
            self._rate.addItem(_rate_text(rate), rate)
        _choose(self._rate, present)

    # Acting

    def _on_sender(self, index: int) -> None:
        account = self._shell.account
        if account is not None:
            sender = str(self._sender.itemData(index))
            self._change_account(self._sender_row, dataclasses.replace(account, sender=sender))

    def _on_test_mode(self, is_test: bool) -> None:
        account = self._shell.account
        if account is not None:
            self._change_account(self._test_row, dataclasses.replace(account, test_mode=is_test))

    def _change_account(self, row: SettingRow, account: AccountSettings) -> None:
        try:
            self._shell.change_account(account)
        except KwtsmsDesktopError as error:
            self._say_error(error)
        else:
            row.say_saved()

    def _on_rate(self, index: int) -> None:
        self._change(self._rate_row, requests_per_second=float(self._rate.itemData(index)))

    def _on_segments(self, value: int) -> None:
        self._change(self._segments_row, max_segments=value)

    def _on_country_typed(self, text: str) -> None:
        code = _country_code(text)
        set_invalid(self._country, code is None)
        if code is None:
            self._country_row.say_problem(_("No country has this code."))
        else:
            self._country_row.say_problem("")
            self._country_row.set_why(default_country_text(code))

    def _on_country(self) -> None:
        code = _country_code(self._country.text())
        if code is None:
            return
        self._country.setText(code)
        if code != self._shell.settings.default_country:
            self._change(self._country_row, default_country=code)

    def _on_language(self, index: int) -> None:
        chosen = str(self._language.itemData(index))
        if not self._change(self._language_row, language=chosen):
            return
        code = chosen or texts.system_language()
        if code != texts.current_language():
            self._shell.language_chosen.emit(code)  # makes this page anew: nothing comes after it

    def _on_scheme(self, index: int) -> None:
        scheme = str(self._scheme.itemData(index))
        if self._change(self._scheme_row, scheme=scheme):
            self._shell.scheme_chosen.emit(scheme)

    def _change(self, row: SettingRow, **values: object) -> bool:
        """Save a setting and say so beside it; False where it could not be saved."""
        try:
            self._shell.change_settings(**values)
        except KwtsmsDesktopError as error:
            self._say_error(error)
            return False
        row.say_saved()
        return True

    def _say_error(self, error: Exception) -> None:
        self.show_message(MessageKind.DANGER, self._shell.words_for(error))

    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._shell.app.paths.root)))


def _rate_text(rate: float) -> str:
    if rate == REQUESTS_PER_SECOND:
        return _("{count} a second (recommended)").format(count=f"{rate:g}")
    form = int(rate) if rate.is_integer() else 2
    return ngettext("{count} a second", "{count} a second", form).format(count=f"{rate:g}")


def _country_code(text: str) -> str | None:
    """The digits of a country code as typed (``+965``, ``00965``); empty for none, None for no country."""
    try:
        return Policy(default_country=text.strip()).default_country or ""
    except ValueError:
        return None


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
