"""The other side of the line: its messages, the sealed envelope, the client and the courier."""
