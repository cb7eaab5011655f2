"""Name taggers beside the rules: models that say where a person, an organisation or a place is named.

None is needed.  `interface` says what one is, `registry` opens it by name, the others are one each.
"""
