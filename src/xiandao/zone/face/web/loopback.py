"""Development settings serve nobody but this machine, whatever address the server was told to listen on."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from xiandao.zone.face.rules.loopback import is_loopback


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
