"""The shipped gazetteer: data files and their README."""
