"""The components of the pipeline, one file each; a file's name says what it finds."""
