# expect: raised gaierror or raised PermissionError
import socket


def attack(target):
    return socket.getaddrinfo("example.org", 80)
