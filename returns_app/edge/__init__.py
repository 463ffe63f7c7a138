"""HTTP around Reflex: headers, paths and limits that its own server does not know."""
