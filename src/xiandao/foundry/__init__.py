"""From a wish to DNA: sequences, synthesis, editing, assembly, verification, screening. Each is a door."""
