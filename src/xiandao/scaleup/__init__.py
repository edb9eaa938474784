"""From a strain to a costed plant: runs, kinetics, reactors, transfer, scheduling, flowsheets, economics."""
