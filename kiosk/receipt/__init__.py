"""From a filed submission to lines, from lines to a one-bit picture, and the signed token."""
