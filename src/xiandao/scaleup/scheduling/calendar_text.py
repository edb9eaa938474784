"""A schedule as iCalendar text (RFC 5545), one event per booking, for the calendars that people use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from xiandao.scaleup.scheduling.bookings import Schedule


def icalendar(plan: Schedule, *, origin: datetime, stamp: datetime) -> str:
    """The bookings as VEVENTs; hour 0 of the schedule is `origin`, both moments are aware."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Xiandao//pilot plant//EN"]
    for booking in plan.bookings:
        title = _escaped(f"{booking.campaign}: {booking.step} ({booking.machine})")
        uid = _escaped(f"{booking.campaign}/{booking.step}@xiandao")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTAMP:{_moment(stamp)}",
            f"DTSTART:{_moment(origin + timedelta(hours=booking.start_h))}",
            f"DTEND:{_moment(origin + timedelta(hours=booking.free_h))}",
            f"SUMMARY:{title}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, a character never cut in two (RFC 5545, 3.1)."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += width
    return "\r\n".join(parts)
