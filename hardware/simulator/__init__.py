"""Cards and modules that speak the real wire, for demonstrations, tests and integrators.

They are recognised by their names ("Virtual PCD", a pty) and refused by a production configuration.
"""
