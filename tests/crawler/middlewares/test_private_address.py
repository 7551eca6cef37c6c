import ipaddress

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.private_address import (
    PrivateAddress,
    PrivateAddressMiddleware,
    as_address,
    is_public,
)

PRIVATE = [
    "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "::ffff:10.0.0.1", "ff02::1",
    "2002:7f00:1::", "64:ff9b::7f00:1", "192.0.2.1", "198.18.0.1", "64:ff9b:1::7f00:1", "64:ff9b:1::808:808",
    "::127.0.0.1", "::8.8.8.8",
]  # fmt: skip
PUBLIC = ["91.212.89.1", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("kun.uz", None),
        ("24.kz", None),
    ],
)
def test_addresses_in_any_notation(host: str, address: str | None) -> None:
    found = as_address(host)
    assert (str(found) if found else None) == address


@pytest.mark.parametrize(
    "url",
    ["http://localhost/", "http://a.localhost/", "http://[::1]:9200/", "http://127.1/", "http://LOCALHOST./"],
)
@pytest.mark.parametrize("resolve", [True, False])
async def test_a_private_host_is_refused(url: str, resolve: bool) -> None:
    with pytest.raises(PrivateAddress, match="private network"):
        await PrivateAddressMiddleware(resolve=resolve).process_request(Request(url))


async def test_a_mirrored_name_is_not_resolved() -> None:
    await PrivateAddressMiddleware(resolve=False).process_request(Request("https://no-such-name.invalid/"))


async def test_an_unknown_name_is_left_to_the_downloader() -> None:
    await PrivateAddressMiddleware(resolve=True).process_request(Request("https://no-such-name.invalid/"))


def test_a_public_name_that_a_private_machine_answered_is_refused() -> None:
    response = Response("https://kun.uz/", ip_address=ipaddress.ip_address("127.0.0.1"))
    with pytest.raises(PrivateAddress, match="answered by"):
        PrivateAddressMiddleware(resolve=True).process_response(Request("https://kun.uz/"), response)
    assert (
        PrivateAddressMiddleware(resolve=False).process_response(Request("https://kun.uz/"), response)
        is response
    )


def test_private_networks_can_be_allowed() -> None:
    with pytest.raises(NotConfigured):
        PrivateAddressMiddleware.from_crawler(get_crawler(settings_dict={"XABAR_ALLOW_PRIVATE": True}))
