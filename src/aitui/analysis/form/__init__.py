"""How a text is built: title, byline, furniture, blocks, sentences."""
