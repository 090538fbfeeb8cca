#!/usr/bin/env python3
"""Fetches the same feeds by zhenews and by newsboat, and opens them: time and memory of each.

usage: python3 benches/feeds.py ZHENEWS [NEWSBOAT] [--feeds 200] [--reports 50] [--rounds 3] [--large 50000]

The feeds come from twenty addresses of this machine (127.0.0.1 to 127.0.0.20), with ETags. Each program has a home of
its own that is thrown away. `first` is the fetch of everything, `unchanged` one of feeds of which nothing has changed,
`opening` the time from the start of the reader to its first screen with all reports of --large in its stores.
"""
import argparse, asyncio, multiprocessing, os, pathlib, pty, select, shutil, subprocess, sys, tempfile, time

HOSTS = 20
PORT = 18080
TEXT = "渡口昨天重开，清早就有人在岸上排队。渡船坐满了人，每隔二十分钟开一班，到傍晚收班。" * 8


def feed(number, reports):
    items = "".join(
        f"<item><title>第{number}号渡口第{at}次重开</title><link>https://paper.example/{number}/{at}</link>"
        f"<guid>https://paper.example/{number}/{at}</guid>"
        f"<pubDate>Fri, 22 Nov 2019 {at // 60 % 24:02}:{at % 60:02}:00 +0800</pubDate>"
        f"<description>&lt;p&gt;第{at}次。{TEXT}&lt;/p&gt;</description></item>"
        for at in range(reports)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>报{number}</title>'
        f"<link>https://paper.example/{number}</link><description>d</description>{items}</channel></rss>"
    ).encode()


class Server:
    """Answers `/N` with feed N, or with 304, and `/large/N` with a larger one."""

    def __init__(self, count, reports, large):
        self.small = [feed(number, reports) for number in range(count)]
        self.large = [feed(number, large // count) for number in range(count)]

    async def answer(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                etag = f'"{path}"'
                if f"if-none-match: {etag}" in head.lower():
                    writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode())
                else:
                    feeds = self.large if path.startswith("/large/") else self.small
                    body = feeds[int(path.rsplit("/", 1)[1])]
                    writer.write(
                        f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {etag}\r\n"
                        f"Content-Length: {len(body)}\r\n\r\n".encode() + body
                    )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def serve(self, ready):
        for host in range(1, HOSTS + 1):
            await asyncio.start_server(self.answer, f"127.0.0.{host}", PORT)
        ready.set()
        await asyncio.Event().wait()


def serve(ready, count, reports, large):
    asyncio.run(Server(count, reports, large).serve(ready))


def measured(command, environment):
    """Runs a command: seconds, and the most memory in MiB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    words = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{command} failed: {words.decode()[:400]}")
    return seconds, usage.ru_maxrss / 1024


def opened(command, environment, shown, keys=b"q"):
    """Starts a reader in a terminal of 100 columns and waits until something is shown: seconds, and MiB."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, environment)
    import fcntl, struct, termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen, seconds = b"", None
    while seconds is None and time.perf_counter() < start + 120:
        if select.select([terminal], [], [], 1)[0]:
            new = os.read(terminal, 65536)
            if b"\x1b[6n" in new:
                os.write(terminal, b"\x1b[1;2R" * new.count(b"\x1b[6n"))
            seen += new
            if shown in seen:
                seconds = time.perf_counter() - start
    os.write(terminal, keys)
    time.sleep(0.3)
    try:
        os.kill(child, 15)
    except ProcessLookupError:
        pass
    _, _, usage = os.wait4(child, 0)
    return seconds if seconds is not None else float("nan"), usage.ru_maxrss / 1024


def address(number, prefix):
    return f"http://127.0.0.{number % HOSTS + 1}:{PORT}{prefix}/{number}"


class Zhenews:
    name, shown = "zhenews", "渡口第".encode()

    def __init__(self, binary, home, count, prefix):
        self.binary = binary
        self.env = dict(os.environ, TERM="xterm-256color", LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8")
        for name in ("STATE", "CACHE", "CONFIG", "DATA"):
            self.env[f"XDG_{name}_HOME"] = str(home / name.lower())
        settings = home / "config/zhenews/config.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text("".join(f'[feeds.f{n}]\nurl = "{address(n, prefix)}"\n' for n in range(count)))
        self.names = [f"f{number}" for number in range(count)]

    def fetch(self):
        return measured([self.binary, "fetch", *self.names], self.env)

    def open(self):
        return opened([self.binary], self.env, self.shown)


class Newsboat:
    name = "newsboat"

    def __init__(self, binary, home, count, prefix):
        self.env = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8", HOME=str(home))
        (home / "urls").write_text("".join(address(n, prefix) + "\n" for n in range(count)))
        (home / "config").write_text("reload-threads 16\nuse-proxy no\n")
        self.command = [binary, "-u", str(home / "urls"), "-C", str(home / "config"), "-c", str(home / "cache.db")]

    def fetch(self):
        return measured([*self.command, "-x", "reload"], self.env)

    def open(self):
        return opened(self.command, self.env, "报1".encode())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("zhenews")
    arguments.add_argument("newsboat", nargs="?")
    for name, default in (("feeds", 200), ("reports", 50), ("rounds", 3), ("large", 50_000)):
        arguments.add_argument(f"--{name}", type=int, default=default)
    given = arguments.parse_args()
    # Apart from this process, whose memory is counted as that of what it starts.
    processes = multiprocessing.get_context("spawn")
    ready = processes.Event()
    server = processes.Process(target=serve, args=(ready, given.feeds, given.reports, given.large), daemon=True)
    server.start()
    ready.wait()
    kinds = [(Zhenews, given.zhenews)] + ([(Newsboat, given.newsboat)] if given.newsboat else [])
    for round in range(given.rounds):
        for kind, binary in kinds:
            home = pathlib.Path(tempfile.mkdtemp(prefix="feeds-bench-"))
            try:
                reader = kind(binary, home, given.feeds, "")
                first, unchanged = reader.fetch(), reader.fetch()
                print(
                    f"{round + 1} {kind.name:9} first {first[0]:6.2f} s {first[1]:6.1f} MiB   "
                    f"unchanged {unchanged[0]:6.2f} s {unchanged[1]:6.1f} MiB",
                    flush=True,
                )
            finally:
                shutil.rmtree(home)
    for kind, binary in kinds:
        home = pathlib.Path(tempfile.mkdtemp(prefix="feeds-bench-"))
        try:
            reader = kind(binary, home, given.feeds, "/large")
            reader.fetch()
            times = sorted(reader.open() for _ in range(given.rounds + 1))
            seconds, memory = times[len(times) // 2]
            print(f"  {kind.name:9} opening {given.large} reports {seconds:6.2f} s {memory:6.1f} MiB", flush=True)
        finally:
            shutil.rmtree(home)


if __name__ == "__main__":
    main()
