"""The web application, as WSGI servers want it."""

from __future__ import annotations

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiandao.config.settings.production")
application = get_wsgi_application()
# Every page is loaded now, not by its first reader; and what the program stands on is never garbage: to look
# through it for some held one request in twenty up for 150 ms.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
