"""``simulate``: the built-in gateway as a process of its own, until it is interrupted."""

from __future__ import annotations

import argparse

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.simulator.main import run


def run_simulate(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C.

    Raises:
        UserError: a switch or its value does not exist.
    """
    try:
        return run(
            port=arguments.port,
            username=arguments.username,
            password=arguments.password,
            balance=arguments.balance,
            latency=arguments.latency,
            switches=arguments.switch,
            record_file=arguments.record,
        )
    except ValueError as error:
        raise UserError(Reason.NOT_UNDERSTOOD, problem=str(error)) from error
