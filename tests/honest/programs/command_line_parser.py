import argparse


def answer():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.1)
    return vars(parser.parse_args(["--lr", "0.5"]))
