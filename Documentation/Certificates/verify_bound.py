#!/usr/bin/env python3
"""The old command for certificates of quantum bounds: the same as verify.py, which verifies every kind.

    python3 verify_bound.py FILE
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
import verify  # noqa: E402

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        verify.main([sys.argv[1]])
    except (ValueError, OSError) as error:
        sys.exit(f"refused: {error}")
