"""The few widgets of our own, drawn line by line."""
