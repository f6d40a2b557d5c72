# expect: load time_limit
import sys


class Endless:
    def find_spec(self, *_):
        while True:
            pass


sys.meta_path.insert(0, Endless())
import anything  # noqa
