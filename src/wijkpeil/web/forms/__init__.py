"""Forms: what is asked, in the words of the site, and what is wrong with an answer beside the field."""
