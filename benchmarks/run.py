"""Run every benchmark of this folder in the order of its name: `make bench`.

Each is a script of its own that prints medians, the raw limit of this machine beside them, and
what it could not measure. One that fails does not keep the others from running.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def scripts() -> list[Path]:
    """The benchmarks, by name; a leading underscore marks what they share."""
    return [
        path
        for path in sorted(HERE.glob("*.py"))
        if path.name != "run.py" and not path.name.startswith("_")
    ]


def main() -> int:
    """Run them one after the other; 1 when one of them failed."""
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.machine()}"
    )
    failed = []
    for script in scripts():
        print(f"\n=== {script.stem} ===", flush=True)
        began = time.perf_counter()
        if subprocess.run([sys.executable, str(script)], check=False).returncode:
            failed.append(script.stem)
        print(f"--- {script.stem}: {time.perf_counter() - began:.1f} s", flush=True)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
