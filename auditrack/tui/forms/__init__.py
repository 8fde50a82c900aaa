"""Forms as values: which fields a person fills in, and the command value that comes of them."""
