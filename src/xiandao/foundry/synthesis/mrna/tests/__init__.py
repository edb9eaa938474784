"""Tests of mRNA design: twins, laws and ViennaRNA as the judge."""
