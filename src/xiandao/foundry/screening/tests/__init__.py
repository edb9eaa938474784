"""Tests of the biosecurity gate, on hazards that are invented: no sequence here is of anything alive."""
