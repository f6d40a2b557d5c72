# expect: returned True or memory_limit
import mmap


def attack(target):
    # Single pages of two kinds in turn: the kernel keeps a record for each, which no limit on bytes counts.
    kept = []
    try:
        while True:
            kept.append(mmap.mmap(-1, 4096, prot=mmap.PROT_READ))
            kept.append(mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE, flags=mmap.MAP_PRIVATE))
    except OSError:
        return len(kept) > 100
