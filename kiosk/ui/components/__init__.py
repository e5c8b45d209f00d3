"""The parts pages are built of. Each draws itself from the theme and has a name and a role."""
