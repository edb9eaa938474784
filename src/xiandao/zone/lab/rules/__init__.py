"""Pure decisions of the lab: words, barcodes, places on plates, next steps, what differs, saved forms."""
