# expect: raised PermissionError
import socket


def attack(target):
    socket.socket(socket.AF_UNIX).connect("\0grader")
