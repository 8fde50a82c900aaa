"""The register in a PostgreSQL database: the same promise, for several hosts and several boards."""
