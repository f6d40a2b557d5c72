"""`make bench`: every benchmark in turn. Each compares its contestants interleaved, in one run."""

from tests.benchmarks import by_hand, code_task, hand_in, sandbox

ROUNDS = 40

if __name__ == "__main__":
    sandbox.main(ROUNDS)
    print()
    hand_in.main()
    print()
    code_task.main()
    print()
    by_hand.main()
