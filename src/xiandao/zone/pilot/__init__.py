"""The pilot plant: equipment, campaigns, batch records and what is carried over to production."""
