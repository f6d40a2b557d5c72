# expect: raised PermissionError
import socket


def attack(target):
    socket.sethostname("owned")
