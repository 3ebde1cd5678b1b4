"""``imagefinder gui``: open the window."""

from __future__ import annotations

import argparse
import gc

from imagefinder.cli.options import Commands, add_device, add_library, file


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "gui",
        help="open the window (also without any command)",
        description="Open the window. Pictures named here are searched for, folders are added to the "
        "library.",
    )
    parser.add_argument(
        "pictures", nargs="*", type=file, metavar="PICTURE", help="picture to search with, or folder"
    )
    add_library(parser)
    add_device(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Hand over to the window; returns when it is closed."""
    from imagefinder.cli.display import needing_qt, require_display

    require_display()
    gc.disable()  # until the window stands: all that is loaded stays, and to look through it is in vain
    with needing_qt():
        from imagefinder.gui.application.app import run_application
    return run_application(
        library_path=arguments.library, open_paths=arguments.pictures, device=arguments.device
    )
