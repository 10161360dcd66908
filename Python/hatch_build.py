"""Puts the staged program into the wheel. Without a stage the wheel holds Python alone, for work on the package."""
import os
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Folders of the stage, which `build-wheel` fills, go into the package: of folders beside it pip leaves some, empty.
PACKAGE = "hartransfer"
SHARED = ["share/man", "share/bash-completion", "share/zsh", "share/fish"]


class ProgramHook(BuildHookInterface):
    """Reads `HARTRANSFER_STAGE`, the folder that a program was placed in as below a prefix."""

    def initialize(self, version, build_data):
        stage = os.environ.get("HARTRANSFER_STAGE")
        if not stage:
            return
        stage = Path(stage)
        inside = {
            "bin/hartransfer": f"{PACKAGE}/bin/hartransfer", "share/hartransfer": f"{PACKAGE}/share/hartransfer",
            "licences": f"{PACKAGE}/licences"}
        for source, target in inside.items():
            if not (stage / source).exists():
                raise FileNotFoundError(f"{stage / source}: not staged; run 'make wheel'")
            build_data["force_include"][str(stage / source)] = target
        for folder in SHARED:
            if (stage / folder).exists():
                build_data["force_include"][str(stage / folder)] = f"{PACKAGE}/{folder}"
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-linux_x86_64"
