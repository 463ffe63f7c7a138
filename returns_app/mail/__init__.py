"""Mails to customers: what they say (`messages`), how they are packed (`envelopes`) and how they leave (`senders`)."""
