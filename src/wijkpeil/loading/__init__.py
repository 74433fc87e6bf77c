"""Programme folder to model and back: the only schema of those files."""
