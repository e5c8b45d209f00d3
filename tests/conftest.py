"""What every test shares: an off-screen Qt platform, set before Qt is imported."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
