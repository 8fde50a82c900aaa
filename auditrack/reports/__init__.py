"""Views to documents. Nothing here writes a record."""
