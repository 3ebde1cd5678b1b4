"""``imagefinder devices``: where numbers can be crunched, and where they are."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "devices",
        help="list the OpenCL devices, and the one in use",
        description="List the devices that kernels can run on. The one in use is marked; choose another with "
        "--device NAME or IMAGEFINDER_DEVICE.",
    )
    options.add_device(parser)
    options.add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List them."""
    from imagefinder.cli.output import print_json, size_in_words
    from imagefinder.compute import list_devices, open_device

    devices = list_devices()
    chosen = open_device(arguments.device)
    if arguments.json:
        print_json(
            {
                "format": 1,
                "in_use": {"name": chosen.name, "kind": chosen.kind, "description": chosen.description},
                "devices": [
                    {
                        "name": device.name,
                        "kind": device.kind,
                        "platform": device.platform,
                        "memory_bytes": device.memory_bytes,
                        "compute_units": device.compute_units,
                    }
                    for device in devices
                ],
            }
        )
        return 0
    for device in devices:
        mark = "*" if device.name == chosen.name and device.kind == chosen.kind else " "
        memory = size_in_words(device.memory_bytes) if device.memory_bytes else "–"
        print(
            f"{mark} {device.kind:5s}  {device.name}  ({device.platform}, {device.compute_units} units, "
            f"{memory})"
        )
    print(f"In use: {chosen.description}")
    return 0
