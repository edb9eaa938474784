"""The platform: one room per thing people talk about."""
