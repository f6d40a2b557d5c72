import bisect
import heapq
import itertools
from collections import Counter, OrderedDict, defaultdict, deque


def answer():
    groups = defaultdict(list)
    for k, v in [("a", 1), ("b", 2), ("a", 3)]:
        groups[k].append(v)
    heap = [5, 1, 3]
    heapq.heapify(heap)
    queue = deque([1, 2], maxlen=2)
    queue.append(3)
    return [
        groups,
        OrderedDict(x=1),
        Counter("abca").most_common(1),
        list(itertools.product([0, 1], repeat=2)),
        heapq.heappop(heap),
        list(queue),
        bisect.bisect([1, 3, 5], 4),
    ]
