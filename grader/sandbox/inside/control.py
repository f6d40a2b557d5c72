"""The fixed messages between grader and zygote: one request, one answer."""

import struct

REQUEST = struct.Struct("<BiQQ")  # operation, pid, then: memory bytes and CPU seconds, or grace in ms
ANSWER = struct.Struct("<Biiqqq")  # ok, pid, wait status, user and system CPU in us, largest resident set in KB
FORK, USAGE, END = 1, 2, 3
