"""Where the steps of a clustering run: on this machine, or on an engine that spreads them over many."""
