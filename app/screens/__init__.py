"""One file per destination. A screen reads the journal and hands values to parts."""
