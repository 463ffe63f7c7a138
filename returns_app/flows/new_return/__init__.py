"""The agent's new return: six steps, each saved when it is left."""
