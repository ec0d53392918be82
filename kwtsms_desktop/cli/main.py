"""The entry point of the command line: parse, run one command, turn every outcome into an exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from kwtsms_desktop import texts
from kwtsms_desktop.app import App, Options
from kwtsms_desktop.cli import account, campaign, check, simulate
from kwtsms_desktop.cli.arguments import build_parser
from kwtsms_desktop.cli.documents import error_document
from kwtsms_desktop.cli.exit_status import exit_status
from kwtsms_desktop.cli.session import Session, print_document
from kwtsms_desktop.contacts.reader_process import run_reader_if_asked
from kwtsms_desktop.core.errors import KwtsmsDesktopError

_COMMANDS: Mapping[str, Callable[[Session], int]] = {
    "verify": account.run_balance,
    "balance": account.run_balance,
    "senderid": account.run_senderid,
    "coverage": account.run_coverage,
    "check": check.run_check,
    "campaign plan": campaign.run_plan,
    "campaign send": campaign.run_send,
    "campaign resume": campaign.run_resume,
    "campaign cancel": campaign.run_cancel,
    "campaign list": campaign.run_list,
    "campaign show": campaign.run_show,
    "campaign retry": campaign.run_retry,
    "campaign resolve": campaign.run_resolve,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns its exit status."""
    run_reader_if_asked()  # a frozen program reads workbooks in a process of itself
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    wants_json = "--json" in words
    texts.use_language(_language_of(words))
    try:
        arguments = build_parser().parse_args(words)
        wants_json = arguments.json
        if arguments.command == "simulate":
            return simulate.run_simulate(arguments)
        return _run(arguments)
    except KwtsmsDesktopError as error:
        _complain(error, wants_json=wants_json)
        return exit_status(error)
    except KeyboardInterrupt:
        return 130


def _run(arguments: argparse.Namespace) -> int:
    name = arguments.command
    if name == "campaign":
        name = f"campaign {arguments.action}"
    options = Options(
        data_dir=arguments.data_dir,
        gateway=arguments.gateway,
        language=arguments.lang,
        demo=arguments.demo,
        holder="command line",
    )
    with App(options) as app:
        return _COMMANDS[name](Session(app, arguments))


def _complain(error: KwtsmsDesktopError, *, wants_json: bool) -> None:
    if wants_json:
        print_document({"error": error_document(error)})
    else:
        document = error_document(error)
        print(f"{document['message']} {document['action']}".rstrip(), file=sys.stderr)  # noqa: T201


def _language_of(words: Sequence[str]) -> str:
    """The language for complaints about the command line itself, before it is understood."""
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words) and words[index + 1] in texts.LANGUAGES:
            return words[index + 1]
        if word.startswith("--lang=") and word[7:] in texts.LANGUAGES:
            return word[7:]
    return texts.system_language()


def _speak_utf8() -> None:
    """A Windows console of another code page must not turn an Arabic name into an exception."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
