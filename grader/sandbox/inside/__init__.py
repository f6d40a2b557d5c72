"""The code that runs inside the sandbox: it imports NumPy, the standard library and its own siblings only."""
