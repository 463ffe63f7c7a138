"""Search and commands over every page of the desk."""
