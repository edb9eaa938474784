"""A small house to try the gate on: pages and API operations of every rule, and some that state none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import View
from ninja import NinjaAPI

from xiandao.zone.accounts.api import NOBODY, Allowed, Role, open_to, public, signed_in


def answer(request: HttpRequest) -> HttpResponse:
    """What every page says to those whom it lets in."""
    return HttpResponse("inside")


@public
def front(request: HttpRequest) -> HttpResponse:
    """Open to the world."""
    return answer(request)


@signed_in
def hall(request: HttpRequest) -> HttpResponse:
    """Open to every account."""
    return answer(request)


@open_to(Role.ADMINISTRATOR)
class Vault(View):
    """Open to administrators."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Let them look."""
        return answer(request)


@open_to(Role.PLAN_OFFICE, Role.UNIT_OFFICER)
def workshop(request: HttpRequest) -> HttpResponse:
    """Open to two roles."""
    return answer(request)


def forgotten(request: HttpRequest) -> HttpResponse:
    """States no rule."""
    return answer(request)


class ForgottenClass(View):
    """States no rule."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Would let anybody look."""
        return answer(request)


api = NinjaAPI(auth=NOBODY, urls_namespace="gate-test", docs_decorator=signed_in, title="Gate")


@api.get("/hall", auth=Allowed())
@api.post("/hall", auth=Allowed())
def api_hall(request: HttpRequest) -> dict[str, str]:
    """Open to every account."""
    return {"who": str(request.user)}


@api.get("/workshop", auth=Allowed(Role.PLAN_OFFICE, Role.UNIT_OFFICER))
def api_workshop(request: HttpRequest) -> dict[str, str]:
    """Open to two roles."""
    return {"who": str(request.user)}


@api.get("/front", auth=None)
@public
def api_front(request: HttpRequest) -> dict[str, str]:
    """Open to the world."""
    return {"who": "anybody"}


@api.get("/forgotten")
def api_forgotten(request: HttpRequest) -> dict[str, str]:
    """States no rule and keeps the API's own NOBODY."""
    return {"who": "nobody should see this"}


@api.get("/careless", auth=None)
def api_careless(request: HttpRequest) -> dict[str, str]:
    """Switches off asking without saying that it is public."""
    return {"who": "nobody should see this"}


@api.get("/mixed", auth=Allowed())
def api_mixed(request: HttpRequest) -> dict[str, str]:
    """States a rule, but shares its address with a method that states none."""
    return {"who": "nobody should see this"}


@api.delete("/mixed")
def api_mixed_forgotten(request: HttpRequest) -> dict[str, str]:
    """States no rule."""
    return {"who": "nobody should see this"}


urlpatterns = [
    path("", include(([path("", front, name="overview")], "home"))),
    path("hall/", hall),
    path("vault/", Vault.as_view()),
    path("workshop/", workshop),
    path("forgotten/", forgotten),
    path("forgotten-class/", ForgottenClass.as_view()),
    path("api/", api.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("xiandao.zone.accounts.web.allauth_urls")),
    path("accounts/", include("xiandao.zone.accounts.web.urls")),
]
