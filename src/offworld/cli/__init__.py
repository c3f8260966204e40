"""The command line: one file for each command, and nothing imported before a command runs."""
