"""Times and figures: time expressions, quantities, and the words and numbers that they are made of."""
