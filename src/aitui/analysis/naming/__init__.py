"""Who and what a text names: the gazetteer, the cascade of rules, linking."""
