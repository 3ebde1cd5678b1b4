"""``python -m imagefinder`` is the command line; a frozen program begins here, too."""

import multiprocessing
import sys
from pathlib import Path

if __name__ == "__main__":
    # In a frozen program every worker begins here: it must become one before anything else is looked at.
    multiprocessing.freeze_support()

    from imagefinder.cli.main import gui_main, main

    sys.exit(gui_main() if Path(sys.executable).stem == "imagefinder-gui" else main())
