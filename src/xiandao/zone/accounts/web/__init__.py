"""The pages of the accounts room, and the gate before every page of the house."""
