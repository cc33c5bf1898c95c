"""What Trends shows: a journal's rows, gathered for a period and compared with others."""
