"""``python -m notecheck``."""

from __future__ import annotations

import sys

from notecheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
