"""Our own name tagger: linear chains over hashed features, run by numpy alone."""
