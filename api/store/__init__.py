"""What the service keeps: tables in SQLite or PostgreSQL, and one file for each kind of thing in them."""
