"""A whole stand on one machine: pcscd, a card, a printer, a gateway, a network that can be cut."""
