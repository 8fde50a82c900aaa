"""The command line: parse, run one command or one query, print."""
