"""An archive: articles of many days in Parquet, to which a day is added without reading the others again."""
