"""How well the forecasts are calibrated, on zones whose truth is known."""
