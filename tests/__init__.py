"""What no single room can test: the architecture, whole journeys, and where texts are kept."""
