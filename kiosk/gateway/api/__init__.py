"""The HTTP API for terminals: routes only, each a few lines over a part of the gateway."""
