"""How Django writes numbers in templates: as a machine reads them, since presenters write all that people read."""
