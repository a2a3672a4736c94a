"""Results put into words and rows: sentences, number formats, tables and files. Nothing here computes a statistic."""
