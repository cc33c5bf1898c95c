"""The page for a visit."""
