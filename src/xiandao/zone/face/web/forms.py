"""Every form of the platform, ours and those of packages, is drawn by the face's own templates."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class FaceForms(DjangoTemplates):
    """Label, help and errors in one order, tied together for screen readers."""

    form_template_name = "face/forms/fields.html"
    field_template_name = "face/forms/field.html"
