"""What is done with runs: started, cancelled, repeated, carried out, taken up again."""
