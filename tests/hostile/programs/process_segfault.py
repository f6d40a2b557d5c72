# expect: crash
import ctypes


def attack(target):
    ctypes.string_at(0)
