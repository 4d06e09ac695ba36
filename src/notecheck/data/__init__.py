"""Data beside the words: documented readings of the official code table."""
