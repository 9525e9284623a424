"""The endpoints: thin, one file for each kind of thing."""
