"""The command line: commands, options, printing and exit codes."""
