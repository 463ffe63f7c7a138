"""Every kind of mail that customers get, to look at with made-up facts."""
