"""Development settings serve nobody but this machine, whatever address the server was told to listen on."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden


class LoopbackOnly:
    """Refuses every request from another machine while LOOPBACK_ONLY is set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.LOOPBACK_ONLY:
            raise MiddlewareNotUsed("LOOPBACK_ONLY is off")
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer only who speaks from this machine. No forwarded header is believed."""
        if is_loopback(request.META.get("REMOTE_ADDR", "")):
            return self.get_response(request)
        return HttpResponseForbidden(
            "Development settings answer this machine only. Set DJANGO_SETTINGS_MODULE="
            "xiandao.config.settings.production to serve others.\n",
            content_type="text/plain; charset=utf-8",
        )


def is_loopback(address: str) -> bool:
    """Whether an address, IPv4 or IPv6, belongs to this machine; what is no address does not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        return parsed.ipv4_mapped.is_loopback
    return parsed.is_loopback
