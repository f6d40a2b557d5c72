"""`python -m grader` is `nngrader`."""

from grader.cli import main

if __name__ == "__main__":
    main()
