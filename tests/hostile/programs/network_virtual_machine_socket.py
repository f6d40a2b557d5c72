# expect: raised PermissionError
import socket


def attack(target):
    socket.socket(40, socket.SOCK_STREAM).connect((2, 1234))
