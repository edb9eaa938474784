"""What is true everywhere."""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from xiandao.config.computations import COMPUTATIONS
from xiandao.config.navigation import ACCOUNT_MENU, NAVIGATION
from xiandao.config.rooms import ROOMS

VAR = Path(os.environ.get("XIANDAO_VAR", Path.cwd() / "var")).resolve()
DEBUG = False
LOOPBACK_ONLY = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    *ROOMS,  # before the packages whose templates and commands they replace
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",  # serves the API page's assets from our own origin
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "xiandao.zone.face.web.loopback.LoopbackOnly",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "xiandao.zone.accounts.web.gate.Gate",  # denies every page that states no rule
    "xiandao.zone.face.web.refusals.ShowRefusals",
]
ROOT_URLCONF = "xiandao.config.urls"
WSGI_APPLICATION = "xiandao.config.wsgi.application"
FORM_RENDERER = "xiandao.zone.face.web.forms.FaceForms"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xiandao.zone.face.web.context.frame",
            ],
            "libraries": {"face": "xiandao.zone.face.web.tags"},
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        env="DATABASE_URL",
        default=f"sqlite:///{VAR / 'xiandao.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing, readers are never blocked, and a commit survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    from xiandao.config import postgres

    postgres.use()
    # Compiling one of our queries takes the server longer than running it; a set that a query looks into
    # for each of a million claims must stay in memory.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off -c work_mem=64MB"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in: by account name, rate limited, with an optional second factor. Nobody registers alone.
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:overview"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "xiandao.zone.accounts.web.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_DISPLAY = attrgetter("display_name")
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Xiandao"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Rate limits must hold across worker processes, so the cache lives in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What runs in the background: queued in our own database, carried out by `xiandao worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
XIANDAO_COMPUTATIONS = COMPUTATIONS
# The hazard database of the biosecurity gate: without one in this folder every order is held.
XIANDAO_HAZARDS = Path(os.environ.get("XIANDAO_HAZARDS", VAR / "hazards"))
XIANDAO_NAVIGATION = NAVIGATION
XIANDAO_ACCOUNT_MENU = ACCOUNT_MENU

DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
LARGEST_REQUEST = 210 * 1024 * 1024  # ten evidence files of 20 MB and their form
DATA_UPLOAD_MAX_NUMBER_FILES = 800  # mates of a plate of 384
MEDIA_ROOT = VAR / "files"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = os.environ.get("XIANDAO_TIME_ZONE", "Asia/Shanghai")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "xiandao.zone.face.web.assets.PackageAssets",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("XIANDAO_MAIL_FROM", "xiandao@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
