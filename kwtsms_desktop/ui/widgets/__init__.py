"""Building blocks of the pages: each knows how to look and to be operated, none knows what an SMS is."""
