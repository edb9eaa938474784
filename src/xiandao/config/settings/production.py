"""A district's server: what must be decided comes from the environment, or the start is refused."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from xiandao.config.settings.base import *  # noqa: F403
from xiandao.config.settings.base import STORAGES


def _required(name: str, example: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}, for example {name}={example}")
    return value


SECRET_KEY = _required(
    "XIANDAO_SECRET_KEY", "$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))')"
)
ALLOWED_HOSTS = _required("XIANDAO_HOSTS", "xiandao.example.gov.cn").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours stand in front: rate limits and the audit trail need the visitor's own address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("XIANDAO_PROXIES", "1"))
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if "XIANDAO_MAIL_HOST" in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["XIANDAO_MAIL_HOST"]
    EMAIL_PORT = int(os.environ.get("XIANDAO_MAIL_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("XIANDAO_MAIL_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("XIANDAO_MAIL_PASSWORD", "")
    EMAIL_USE_TLS = True
