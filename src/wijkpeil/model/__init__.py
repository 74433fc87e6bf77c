"""The nouns and their rules: frozen records, standard library only."""
