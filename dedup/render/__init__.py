"""Results for people and programs: JSON, terminal, web page, Markdown and spreadsheet.

`schema` is the stable result schema, `display` the one expansion of a diff into rows, `wording` the
words and signs; `terminal`, `webpage`, `markdown` and `table` only lay these out.
"""
