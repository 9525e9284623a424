"""Quality and speed figures; each module prints one table."""
