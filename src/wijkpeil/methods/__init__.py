"""Statistics: arrays and records in, small frozen records out; no files, no engine, no Django."""
