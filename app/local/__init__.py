"""The local server, its door, and the command line."""
