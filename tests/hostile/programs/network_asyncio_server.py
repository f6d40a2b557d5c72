# expect: raised PermissionError
import asyncio


def attack(target):
    async def serve():
        await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)

    asyncio.run(serve())
