"""Builds the installed web app: a static folder, no server of ours behind it."""
