"""The command line: a module per command, and no logic of its own."""
