"""Any list or view as a file."""
