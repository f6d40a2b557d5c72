# expect: raised PermissionError
import socket


def attack(target):
    socket.create_server(("0.0.0.0", 0))
