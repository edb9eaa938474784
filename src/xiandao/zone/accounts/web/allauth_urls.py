"""The addresses of allauth that this house uses: with the names that allauth reverses, and our own pages."""

from __future__ import annotations

from allauth.account.views import (
    AccountInactiveView,
    LoginView,
    LogoutView,
    PasswordChangeView,
    PasswordSetView,
    ReauthenticateView,
)
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import IndexView as SecondFactorView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.urls import path
from django.views.generic.base import View

# (address, view, our page, name); the pages live in templates/accounts/sign_in/
PAGES: tuple[tuple[str, type[View], str, str], ...] = (
    ("sign-in/", LoginView, "sign_in.html", "account_login"),
    ("sign-out/", LogoutView, "sign_out.html", "account_logout"),
    ("inactive/", AccountInactiveView, "inactive.html", "account_inactive"),
    ("again/", ReauthenticateView, "again.html", "account_reauthenticate"),
    ("password/", PasswordChangeView, "password_change.html", "account_change_password"),
    ("password/first/", PasswordSetView, "password_set.html", "account_set_password"),
    ("second-factor/", SecondFactorView, "second_factor.html", "mfa_index"),
    ("second-factor/code/", AuthenticateView, "code.html", "mfa_authenticate"),
    ("second-factor/again/", ReauthenticateByCodeView, "again.html", "mfa_reauthenticate"),
    ("second-factor/app/on/", ActivateTOTPView, "app_on.html", "mfa_activate_totp"),
    ("second-factor/app/off/", DeactivateTOTPView, "app_off.html", "mfa_deactivate_totp"),
    ("second-factor/codes/", ViewRecoveryCodesView, "recovery_codes.html", "mfa_view_recovery_codes"),
    (
        "second-factor/codes/new/",
        GenerateRecoveryCodesView,
        "recovery_codes_new.html",
        "mfa_generate_recovery_codes",
    ),
    (
        "second-factor/codes/file/",
        DownloadRecoveryCodesView,
        "recovery_codes.txt",
        "mfa_download_recovery_codes",
    ),
)

urlpatterns = [
    path(address, view.as_view(template_name=f"accounts/sign_in/{page}"), name=name)
    for address, view, page, name in PAGES
]
