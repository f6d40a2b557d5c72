"""Start of a zygote, `python <this directory> PATH… CONTROL_FD`: the paths hold NumPy and the like.

The directory is made importable under a name of its own, so that nothing beside it can be imported and a student's
`wire.py` cannot be mistaken for ours.
"""

import importlib.util
import os
import sys

# Without pathlib: what a zygote loads every job is a copy of, and pathlib brings a dozen modules along.
HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
spec = importlib.util.spec_from_file_location(
    "nngrader_inside",
    os.path.join(HERE, "__init__.py"),  # noqa: PTH118
    submodule_search_locations=[HERE],
)
assert spec is not None and spec.loader is not None  # noqa: S101, PT018 -- the file stands beside this one
package = importlib.util.module_from_spec(spec)
sys.modules["nngrader_inside"] = package
spec.loader.exec_module(package)
sys.path.extend(sys.argv[1:-1])
importlib.import_module("nngrader_inside.start").main(sys.argv[-1])
