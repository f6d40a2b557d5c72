# expect: returned 'refused'
import ctypes
import mmap
import platform

CODE = {
    "x86_64": "b8390000000f05c3",  # mov eax, 57 (fork); syscall; ret
    "aarch64": "481b80d2210080d2e00080d2010000d4c0035fd6",
}


def attack(target):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex(CODE[platform.machine()]))
    result = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    return "refused" if result < 0 else "forked"
