"""The workplace: what a person who signed in sees of the registers that they keep, and the forms to keep them by."""
