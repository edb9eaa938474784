"""A refusal that reaches the web becomes an answer: a page, a fragment or JSON, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from xiandao.kernel.refusals import Refusal
from xiandao.zone.face.queries import say


class ShowRefusals:
    """Shows every refusal. A class of refusals may carry its own `http_status`, for example 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the work is done where a view raises."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception alone."""
        return answer(request, exception) if isinstance(exception, Refusal) else None


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal in the form that the reader can use."""
    status = int(getattr(refusal, "http_status", HTTPStatus.UNPROCESSABLE_ENTITY))
    sentence = say(refusal)
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
    if getattr(request, "htmx", False):
        # The sentence goes where messages are announced, whatever the request wanted to replace.
        fragment = render(request, "face/refusal_fragment.html", {"sentence": sentence}, status=status)
        fragment["HX-Retarget"] = "#notices"
        fragment["HX-Reswap"] = "innerHTML show:window:top"
        return fragment
    context = {"sentence": sentence, "status": status, "way_back": way_back(request)}
    return render(request, "face/refusal.html", context, status=status)


def way_back(request: HttpRequest) -> str:
    """The page the reader came from if it is ours and another one; else this page without its filters."""
    came_from = urlsplit(str(request.META.get("HTTP_REFERER", "")))
    address = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    is_ours = came_from.netloc == request.get_host() and came_from.scheme in {"http", "https"}
    if is_ours and (request.method != "GET" or address != request.get_full_path()):
        return address
    return request.path if request.method == "GET" and request.GET else "/"
