"""The simulator's own hooks under ``/control/``, for a harness in another process. Not part of kwtSMS.

- ``GET record``
- ``POST balance {"available": 10}``, ``"purchased"`` too if wanted
- ``POST delete {"msg-id": "…"}`` gives the credits back
- ``POST advance {"seconds": 60}``
- ``POST fault {"fault": "slow:3", "endpoint": "send", "skip": 0, "times": 1}`` or ``{"clear": true}``
- ``POST switch {"max_pages": 6}``
- ``POST account {"blocked": true}``
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TypeAlias

from kwtsms_desktop.simulator.responses import Response, json_response
from kwtsms_desktop.simulator.site import Site
from kwtsms_desktop.simulator.switches import Switches

Fields: TypeAlias = Mapping[str, object]

_LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost"})


def control(site: Site, method: str, name: str, host: str, fields: Fields | None) -> Response:
    """The reply of a hook.

    Args:
        site: what is controlled.
        method: the HTTP method.
        name: the hook.
        host: the ``Host`` header. A page of a foreign site that made its name point here is turned away.
        fields: the JSON object that was sent; None if there was none.
    """
    if host.partition(":")[0] not in _LOCAL_HOSTS:
        return _problem("only for this machine", 403)
    hook = _HOOKS.get((method, name))
    if hook is None:
        hooks = ", ".join(f"{known_method} {known}" for known_method, known in _HOOKS)
        return _problem(f"no hook {method} {name}; hooks: {hooks}", 404)
    if method == "POST" and fields is None:
        return _problem("the body is not a JSON object, or not declared as one", 400)
    try:
        return json_response(hook(site, fields or {}))
    except KeyError as missing:
        return _problem(f"there is no {missing.args[0]!r}", 404)
    except (ValueError, TypeError) as error:
        return _problem(str(error), 400)


def _problem(message: str, status: int) -> Response:
    return json_response({"error": message}, status)


def _record(site: Site, _fields: Fields) -> dict[str, object]:
    site.settle()
    return site.record.as_json() | {"account": _account_state(site), "time": site.now()}


def _set_balance(site: Site, fields: Fields) -> dict[str, object]:
    purchased = _number(fields, "purchased") if "purchased" in fields else None
    site.backend.set_balance(site.account.username, _number(fields, "available"), purchased)
    return _account_state(site)


def _delete(site: Site, fields: Fields) -> dict[str, object]:
    message_id = fields.get("msg-id")
    if not isinstance(message_id, str):
        raise TypeError("msg-id: the ID of a message is needed")
    return {"refunded": site.backend.delete(message_id, site.now())}


def _advance(site: Site, fields: Fields) -> dict[str, object]:
    site.advance(_number(fields, "seconds"))
    return {"time": site.now()}


def _fault(site: Site, fields: Fields) -> dict[str, object]:
    if fields.get("clear") is True:
        site.faults.clear()
        return {"waiting": 0}
    fault, endpoint = fields.get("fault"), fields.get("endpoint")
    if not isinstance(fault, str) or not (endpoint is None or isinstance(endpoint, str)):
        raise TypeError("fault: the name of a fault is needed, and endpoint is a name")
    times = None if "times" in fields and fields["times"] is None else int(_number(fields, "times", 1))
    site.faults.add(fault, endpoint, skip=int(_number(fields, "skip", 0)), times=times)
    return {"waiting": site.faults.waiting}


def _switch(site: Site, fields: Fields) -> dict[str, object]:
    texts = [f"{name}={_as_text(value)}" for name, value in fields.items()]
    site.switches = Switches.from_texts(texts, site.switches)
    return dataclasses.asdict(site.switches)


def _change_account(site: Site, fields: Fields) -> dict[str, object]:
    known = {field.name for field in dataclasses.fields(site.account)}
    wrong = sorted(set(fields) - known)
    if wrong:
        raise ValueError(f"unknown: {', '.join(wrong)}; an account has: {', '.join(sorted(known))}")
    for name, value in fields.items():
        _check_kind(name, getattr(site.account, name), value)
    for name, value in fields.items():
        setattr(site.account, name, value)
    return _account_state(site)


def _account_state(site: Site) -> dict[str, object]:
    state = dataclasses.asdict(site.account)
    del state["password"]
    return state


def _check_kind(name: str, old: object, new: object) -> None:
    if name == "allow_list" and new is None:
        return
    if isinstance(old, list) or name == "allow_list":
        is_right = isinstance(new, list) and all(isinstance(item, str) for item in new)
    elif isinstance(old, bool) or isinstance(new, bool):
        is_right = isinstance(old, bool) and isinstance(new, bool)
    else:
        is_right = isinstance(new, str) if isinstance(old, str) else isinstance(new, int | float)
    if not is_right:
        raise ValueError(f"{name}: {new!r} is of the wrong kind")


def _number(fields: Fields, name: str, default: float | None = None) -> float:
    value = fields.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name}: a number is needed, not {value!r}")
    return value


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return "none" if value is None else str(value)


_HOOKS: dict[tuple[str, str], Callable[[Site, Fields], dict[str, object]]] = {
    ("GET", "record"): _record,
    ("POST", "balance"): _set_balance,
    ("POST", "delete"): _delete,
    ("POST", "advance"): _advance,
    ("POST", "fault"): _fault,
    ("POST", "switch"): _switch,
    ("POST", "account"): _change_account,
}
