"""The addresses of the lab."""

from __future__ import annotations

from django.urls import path

from xiandao.zone.lab.web import (
    computing,
    designs,
    home,
    orders,
    plates,
    reviewing,
    samples,
    sequencings,
    wishes,
)

app_name = "lab"
urlpatterns = [
    path("", home.home, name="home"),
    path("find/", home.find, name="find"),
    path("calibration/", home.calibration, name="calibration"),
    path("wishes/new/", wishes.new, name="wish_new"),
    path("wishes/<int:number>/", wishes.wish, name="wish"),
    path("wishes/<int:number>/project/", wishes.project, name="wish_project"),
    path("wishes/<int:number>/end/", wishes.end, name="wish_end"),
    path("wishes/<int:number>/notes/", wishes.note, name="note"),
    path("wishes/<int:number>/share/", wishes.share_with, name="share"),
    path("wishes/<int:number>/unshare/", wishes.unshare, name="unshare"),
    path("wishes/<int:number>/design/", designs.new, name="design_new"),
    path("wishes/<int:number>/genes/", computing.gene, name="gene"),
    path("wishes/<int:number>/mrna/", computing.mrna, name="mrna"),
    path("wishes/<int:number>/guides/", computing.guides, name="guides"),
    path("wishes/<int:number>/order/", orders.new, name="order_new"),
    path("wishes/<int:number>/measure/", sequencings.measurement_new, name="measure"),
    path("runs/<int:number>/", computing.result, name="result"),
    path("designs/<int:number>/", designs.design, name="design"),
    path("designs/<int:number>/prediction/", designs.prediction, name="prediction"),
    path("designs/<int:number>/plan/", computing.plan, name="plan"),
    path("designs/<int:number>/file.<slug:form>", designs.file, name="design_file"),
    path("orders/<int:number>/", orders.order, name="order"),
    path("orders/<int:number>/screen/", orders.screen, name="screen"),
    path("orders/<int:number>/sheet.<slug:form>", orders.sheet, name="sheet"),
    path("customers/", orders.customers, name="customers"),
    path("customers/new/", orders.customer_new, name="customer_new"),
    path("review/", reviewing.queue, name="queue"),
    path("review/orders/<int:number>/", reviewing.order, name="review_order"),
    path("review/orders/<int:number>/decide/", reviewing.decide, name="decide"),
    path("review/customers/<int:number>/", reviewing.customer, name="review_customer"),
    path("samples/", samples.samples, name="samples"),
    path("samples/new/", samples.new, name="sample_new"),
    path("samples/labels/", samples.labels, name="labels"),
    path("samples/<int:number>/", samples.sample, name="sample"),
    path("samples/<int:number>/move/", samples.move, name="move"),
    path("samples/<int:number>/reads/", sequencings.new, name="sequencing_new"),
    path("containers/new/", samples.container_new, name="container_new"),
    path("containers/<int:number>/", samples.container, name="container"),
    path("containers/<int:number>/reads/", plates.new, name="plate_new"),
    path("plates/<int:number>/", plates.plate, name="plate"),
    path("sequencings/<int:number>/", sequencings.sequencing, name="sequencing"),
    path("sequencings/<int:number>/evidence/", sequencings.evidence, name="evidence"),
]
