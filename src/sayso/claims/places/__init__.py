"""Where: the places of a text (`find`), what they are in the world (`resolve`), and which of them a claim is about (`choose`)."""
