"""The journal in the formats of others, and theirs in the journal's."""
