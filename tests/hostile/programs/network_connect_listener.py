# expect: raised PermissionError
import socket


def attack(target):
    with socket.create_connection(("127.0.0.1", target["port"]), 1) as connection:
        connection.sendall(b"answers?")
