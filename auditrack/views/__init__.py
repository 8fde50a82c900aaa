"""Every read: records to facts, rows, pages, positions and the figures of a period."""
