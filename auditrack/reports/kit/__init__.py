"""What every Word report is written with: the document, its tables, charts and furniture."""
