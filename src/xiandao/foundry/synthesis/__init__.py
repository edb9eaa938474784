"""From a wish to a sequence that can be made: codons, fragments, messenger RNA."""
