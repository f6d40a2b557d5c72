"""What the fresh interpreter does first: become a zygote, or serve one plain run."""

from . import zygote


def main(control: str) -> None:
    """Serve as a zygote on the socket of that number."""
    zygote.run(int(control))
