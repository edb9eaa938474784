"""What every page is made of: the frame, components, refusals shown to people, the day it speaks of."""
