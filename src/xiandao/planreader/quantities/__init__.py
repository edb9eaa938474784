"""The quantity grammar: phrases such as 引进企业50家左右 become targets with value, unit, object and day."""

from xiandao.planreader.quantities.reading import QuantityReading, read_quantities

__all__ = ["QuantityReading", "read_quantities"]
