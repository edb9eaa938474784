"""The room of the pages that join the others: the overview and the search."""
