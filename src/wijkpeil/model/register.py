"""The publication standard of the Dutch Algoritmeregister: the fields of an entry.

Version 1.0; algoritmes.overheid.nl, schema ``v1_0.json`` of github.com/MinBZK/Algoritmeregister.
"""

from __future__ import annotations

STANDARD = "1.0"
"""Version of the publication standard."""
FIELDS = (
    "name",
    "description_short",
    "organization",
    "category",
    "status",
    "begin_date",
    "end_date",
    "contact_email",
    "website",
    "publication_category",
    "url",
    "goal",
    "proportionality",
    "human_intervention",
    "risks",
    "lawful_basis",
    "lawful_basis_grouping",
    "process_index_url",
    "impacttoetsen_grouping",
    "impacttoetsen",
    "source_data",
    "source_data_grouping",
    "methods_and_models",
    "provider",
    "publiccode",
    "source_id",
    "tags",
    "lang",
    "standard_version",
)
"""The fields of the standard."""
TO_FILL_IN = ("lawful_basis", "begin_date", "impacttoetsen_grouping", "category")
"""Fields that only the organisation can fill in."""
