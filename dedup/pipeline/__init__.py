"""The steps from articles to verdicts, for any engine: a table in, a table out, and nobody holds them all."""
