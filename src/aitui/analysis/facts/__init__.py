"""The parts of a claim: what is measured and what narrows it, its subject, who says so."""
