"""What can be typed: commands and options. Global options are understood before and after a command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn, TypeAlias

from kwtsms_desktop import __version__
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.pacing import MAX_REQUESTS_PER_SECOND, REQUESTS_PER_SECOND
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.texts import LANGUAGES

PROGRAM = "kwtsms-desktop-cli"


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are known errors, so that ``--json`` can print them."""

    def error(self, message: str) -> NoReturn:
        raise UserError(Reason.NOT_UNDERSTOOD, problem=message)


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; ``command`` names what was chosen."""
    parser = _Parser(prog=PROGRAM, parents=[_global_options(first=True)], allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_account_commands(commands)
    _add_check(commands)
    _add_campaign(commands)
    _add_simulate(commands)
    return parser


def _global_options(*, first: bool) -> _Parser:
    """The options of every command. Behind a command only those that were typed are set."""
    options = _Parser(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    group = options.add_argument_group("global options")
    group.add_argument("--data-dir", type=Path, metavar="DIR", help="database, settings and log")
    group.add_argument("--gateway", metavar="URL", help="base URL of the API")
    group.add_argument("--json", action="store_true", help="machine output")
    group.add_argument("--lang", choices=LANGUAGES, help="language of sentences")
    group.add_argument("--account", metavar="NAME", help="one of several accounts")
    group.add_argument("--demo", action="store_true", help="the built-in simulator and a demo account")
    if first:
        options.set_defaults(data_dir=None, gateway=None, json=False, lang=None, account="", demo=False)
    return options


def _command(commands: _Commands, name: str, help_text: str, example: str) -> _Parser:
    return commands.add_parser(
        name,
        help=help_text,
        description=help_text,
        epilog=f"example:\n  {PROGRAM} {example}",
        parents=[_global_options(first=False)],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_account_commands(commands: _Commands) -> None:
    _command(commands, "verify", "check the credentials", "verify --json")
    _command(commands, "balance", "credits of the account", "balance")
    _command(commands, "senderid", "sender IDs of the account", "senderid")
    _command(commands, "coverage", "countries the account can send to", "coverage")


def _add_check(commands: _Commands) -> None:
    check = _command(
        commands, "check", "import and check a list; sends nothing", "check clients.xlsx --rows --json"
    )
    check.add_argument("file", metavar="FILE")
    _add_import_options(check)
    check.add_argument("--rows", action="store_true", help="every row with its verdict")
    check.add_argument("--report", type=Path, metavar="OUT.xlsx", help="write rows and verdicts to Excel")
    check.add_argument("--duplicates", choices=("first", "last", "all-texts"), default="first")


def _add_import_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("import options (guessed when absent)")
    group.add_argument("--sheet", metavar="NAME")
    group.add_argument("--header-row", type=_whole_number, metavar="N", help="0 = none")
    group.add_argument(
        "--phone-column", dest="phone_columns", action="append", default=[], metavar="NAME|LETTER"
    )
    group.add_argument("--encoding", metavar="E")
    group.add_argument("--delimiter", metavar="D")
    group.add_argument("--country", metavar="965", help="default country code; none turns it off")
    group.add_argument("--include-hidden", action="store_true")


def _add_campaign(commands: _Commands) -> None:
    campaign = _command(
        commands, "campaign", "plan, send and look at campaigns", 'campaign plan clients.xlsx --text "Hello"'
    )
    actions = campaign.add_subparsers(dest="action", required=True, metavar="ACTION")

    plan = _command(
        actions,
        "plan",
        "check, compose and freeze; sends nothing",
        'campaign plan a.xlsx --text "Hi {Name}"',
    )
    plan.add_argument("file", metavar="FILE")
    _add_import_options(plan)
    _add_plan_options(plan)

    send = _command(
        actions,
        "send",
        "plan and send, or send a planned campaign",
        'campaign send a.xlsx --text "Hi" --yes',
    )
    send.add_argument("file", metavar="FILE", nargs="?")
    send.add_argument("--plan", type=int, metavar="ID", help="a campaign that is planned already")
    send.add_argument("--yes", action="store_true", help="confirm")
    _add_import_options(send)
    _add_plan_options(send)

    for name, help_text in (
        ("resume", "start or go on where it stopped; never resends what may have arrived"),
        ("cancel", "nobody left in the queue is sent to"),
        ("show", "one campaign in figures"),
    ):
        command = _command(actions, name, help_text, f"campaign {name} 4")
        command.add_argument("campaign", type=int, metavar="ID")
        if name != "cancel":
            command.add_argument("--recipients", action="store_true", help="every recipient")
        if name == "resume":
            command.add_argument(
                "--this-computer",
                action="store_true",
                help="the data was copied, and the other computer sends nothing with it any more",
            )
    _command(actions, "list", "all campaigns", "campaign list")

    retry = _command(
        actions, "retry", "a new campaign to the refused recipients of one", "campaign retry 4 --yes"
    )
    retry.add_argument("campaign", type=int, metavar="ID")
    retry.add_argument("--yes", action="store_true", help="send it, too")
    resolve = _command(
        actions, "resolve", "settle requests whose answer was lost", "campaign resolve 4 --by-balance"
    )
    resolve.add_argument("campaign", type=int, metavar="ID")
    way = resolve.add_mutually_exclusive_group(required=True)
    way.add_argument("--by-balance", action="store_true", help="by what is missing from the balance")
    way.add_argument("--assume", choices=("sent", "not-sent"), help="by your own word")


def _add_plan_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("plan options")
    text = group.add_mutually_exclusive_group()
    text.add_argument("--text", metavar="T")
    text.add_argument("--text-file", type=Path, metavar="F")
    group.add_argument("--sender", metavar="ID")
    mode = group.add_mutually_exclusive_group()
    mode.add_argument("--test", action="store_true", help="queue only, deliver to nobody (default)")
    mode.add_argument("--live", action="store_true", help="send for real")
    group.add_argument("--duplicates", choices=("first", "last", "all-texts"), default="first")
    group.add_argument("--accept-review", action="store_true", help="send to rows to look at too")
    group.add_argument("--rate", type=_rate, metavar="R", default=REQUESTS_PER_SECOND)


def _add_simulate(commands: _Commands) -> None:
    simulate = _command(
        commands, "simulate", "the built-in gateway on 127.0.0.1", "simulate --port 8080 --balance 500"
    )
    simulate.add_argument("--port", type=_whole_number, default=0, metavar="N")
    simulate.add_argument("--username", default="demo", metavar="U")
    simulate.add_argument("--password", default="demo", metavar="P")
    simulate.add_argument("--balance", type=float, default=5000.0, metavar="N")
    simulate.add_argument("--latency", default="0", metavar="S")
    simulate.add_argument("--switch", action="append", default=[], metavar="NAME=VALUE")
    simulate.add_argument(
        "--record", type=Path, metavar="FILE", help="at the end, write what arrived as JSON"
    )


def _whole_number(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return value


def _rate(text: str) -> float:
    value = float(text)
    if not 0 < value <= MAX_REQUESTS_PER_SECOND:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most {MAX_REQUESTS_PER_SECOND:g}")
    return value
