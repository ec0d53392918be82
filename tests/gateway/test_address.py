"""Where credentials may be sent."""

from __future__ import annotations

import pytest

from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.gateway.address import BASE_URL, checked_base_url, is_loopback


@pytest.mark.parametrize(
    ("given", "used"),
    [
        (BASE_URL, "https://www.kwtsms.com/API/"),
        ("https://www.kwtsms.com/API", "https://www.kwtsms.com/API/"),
        (" https://www.kwtsms.com/API// ", "https://www.kwtsms.com/API/"),
        ("HTTPS://gateway.test:8443", "https://gateway.test:8443/"),
        ("http://127.0.0.1:8080/API/", "http://127.0.0.1:8080/API/"),
        ("http://127.9.9.9/", "http://127.9.9.9/"),
        ("http://localhost:80", "http://localhost:80/"),
        ("http://[::1]:80/API", "http://[::1]:80/API/"),
    ],
)
def test_g26_a_usable_address_ends_in_one_slash(given: str, used: str) -> None:
    assert checked_base_url(given) == used


@pytest.mark.parametrize(
    "url",
    [
        "http://www.kwtsms.com/API/",
        "http://192.168.1.10/",
        "http://0.0.0.0/",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com/",
        "http://127.0.0.1@example.com/",
        "http://[fe80::1]/",
        "ftp://127.0.0.1/",
        "www.kwtsms.com/API/",
        "https://",
        "https:///API/",
        "https://gateway.test/?to=x",
        "https://gateway.test/#x",
        "https://gateway.test:port/",
        "https://gateway.test:99999/",
        "https://[::1/",
        "",
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(UserError) as caught:
        checked_base_url(url)
    assert caught.value.reason is Reason.GATEWAY_NOT_HTTPS


def test_a_login_in_the_address_is_refused_and_not_shown() -> None:
    with pytest.raises(UserError) as caught:
        checked_base_url("https://someone:hunter2@gateway.test/API/")
    assert caught.value.parameters["url"] == "gateway.test/API/"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LOCALHOST"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [None, "", "10.0.0.1", "www.kwtsms.com", "localhost.", "127.0.0.1.nip.io"])
def test_not_loopback(host: str | None) -> None:
    assert not is_loopback(host)
