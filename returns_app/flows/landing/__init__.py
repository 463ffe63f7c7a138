"""What stands at `/`: what this is, for whom, and where to go on. Still pages: built once, without a script."""
