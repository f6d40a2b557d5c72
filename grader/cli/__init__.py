"""The command line `nngrader`."""

from grader.cli.program import program


def main() -> None:
    """Run the command of this process's arguments and end the process with its exit code."""
    program.main()
