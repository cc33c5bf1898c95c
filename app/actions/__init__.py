"""What a user can do, as verbs. Each takes the journal first and goes through its gate."""
