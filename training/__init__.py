"""How the weights of the name tagger are made; no part of the package."""
