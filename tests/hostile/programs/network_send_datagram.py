# expect: raised PermissionError
import socket


def attack(target):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"answers", ("127.0.0.1", target["port"]))
