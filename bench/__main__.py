"""`make bench`: the figures that the documentation quotes, measured on this machine, now."""

from __future__ import annotations

from bench import reading_quality, reading_speed

if __name__ == "__main__":
    reading_speed.main()
    reading_quality.main()
