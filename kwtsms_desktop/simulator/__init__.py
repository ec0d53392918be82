"""A local kwtSMS gateway over real HTTP on 127.0.0.1: the demo account, and the other end of the tests.

It states the gateway's rules on its own and imports nothing of the package, so that it cannot share the
client's mistakes. It is not kwtSMS: what is unknown about the gateway is a switch (``Switches``), nothing
is sent to anybody, and ``/control/`` exists here only.

    with Simulator() as simulator:
        simulator.faults.add("accept_then_drop", endpoint="send", skip=2)
        ...  # a client talks to simulator.url
        assert simulator.record.received == [("96598765432", "Hello")]
"""

from kwtsms_desktop.simulator.account import SimulatedAccount
from kwtsms_desktop.simulator.faults import Endpoint, Fault, FaultKind, Faults
from kwtsms_desktop.simulator.record import Record, RecordedMessage, RecordedRequest
from kwtsms_desktop.simulator.server import Simulator
from kwtsms_desktop.simulator.switches import SwitchDescription, Switches, describe_switches

__all__ = [
    "Endpoint",
    "Fault",
    "FaultKind",
    "Faults",
    "Record",
    "RecordedMessage",
    "RecordedRequest",
    "SimulatedAccount",
    "Simulator",
    "SwitchDescription",
    "Switches",
    "describe_switches",
]
