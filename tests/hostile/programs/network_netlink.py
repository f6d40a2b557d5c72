# expect: raised PermissionError
import socket


def attack(target):
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
