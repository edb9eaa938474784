"""The lab: wishes, designs, orders, samples, verdicts, measurements, notes; private by default."""
