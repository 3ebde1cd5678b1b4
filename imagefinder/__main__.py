"""``python -m imagefinder`` is the command line."""

import sys

from imagefinder.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
