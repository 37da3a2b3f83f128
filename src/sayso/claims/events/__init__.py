"""What happened, by the kinds of the conflict event schemes (`find`), and which event a claim is about (`choose`)."""
