"""Templates: found, looked over, and filled."""
