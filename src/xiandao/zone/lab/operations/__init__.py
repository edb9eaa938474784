"""What people do in a lab; each is atomic, audited, and says who and when."""
