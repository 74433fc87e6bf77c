"""Where a request comes from, as coarsely as locking out and recognising one's own sessions allow."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

SEPARATOR = " · "
KEPT_BITS = {4: 24, 6: 48}
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def client_address(request: HttpRequest) -> str | None:
    """Return the address of whoever asks, past as many proxies as ``WIJKPEIL_PROXIES`` says stand before the site."""
    hops = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    proxies: int = settings.PROXIES
    return hops[-proxies] if 0 < proxies <= len(hops) else request.META.get("REMOTE_ADDR")


def network(request: HttpRequest) -> str | None:
    """Return the network of whoever asks: the address without its last 8 bits, for IPv6 its last 80."""
    try:
        address = ipaddress.ip_address(client_address(request) or "")
    except ValueError:
        return None
    return str(ipaddress.ip_network((address, KEPT_BITS[address.version]), strict=False).network_address)


def device(user_agent: str) -> str:
    """Return the kinds of browser and system in words, such as ``Firefox · Windows``; empty where neither is known."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return SEPARATOR.join(each for each in (browser, system) if each)
