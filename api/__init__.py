"""The service: dedup's answers over HTTP. It uses nothing of dedup but its public names."""
