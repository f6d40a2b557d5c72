# expect: load time_limit
while True:
    pass
