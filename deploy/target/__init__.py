"""What runs on the machine itself: installing, updating, rolling back, letting a USB stick in."""
