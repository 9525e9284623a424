"""The pages for editors: rendered on the server, with one style sheet and one small script."""
