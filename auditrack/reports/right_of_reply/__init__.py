"""What a publication says of one agency, on a paper for its right of reply."""
