"""When: the dates of a text (`find`), and which of them a claim is about (`choose`)."""
