#!/usr/bin/env bash
# GNU screen 4.9.0 (Debian's 4.9.0-4): once a program within it has asked for the mouse, a lone Esc stays in screen.
#
# A guess would be: the Esc key reaches the program at once, or after screen's own time limit for sequences (300 ms),
# whatever the program has asked for; the mouse has nothing to do with the keyboard. Seen instead: before
# CSI ? 1000 h (or 1002, 1003) an Esc arrives at once. After it an Esc is kept without any limit until the next key,
# and both arrive in one read, which is what a key held with Alt sends. So a reader that listens to the mouse does
# not close its window at Esc, and takes Esc j for Alt-j. CSI ? 1006 h or ? 2004 h alone do not do that, and
# CSI ? 1000 l ends it.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
apt-get download -qq screen=4.9.0-4 libutempter0=1.2.1-3 2>warnings
for package in *.deb; do dpkg-deb -x "$package" root; done
cat > typed.py <<'PY'
import os, select, sys, termios, tty

# Asks for a mode, and tells in hexadecimal what each read brings until there is nothing for a second.
tty.setraw(0)
os.write(1, sys.argv[1].encode().decode("unicode_escape").encode() + b"ready")
with open(sys.argv[2], "w") as told:
    while select.select([0], [], [], 4)[0]:
        told.write(os.read(0, 64).hex() + "\n")
        told.flush()
PY
python3 - <<'PY'
import os, pty, select, time

room = os.getcwd()
os.environ.update(
    LD_LIBRARY_PATH=":".join(
        os.path.join(place, "") for place, _, names in os.walk("root") if any(".so" in name for name in names)
    ),
    SCREENDIR=os.path.join(room, "sockets"), TERM="xterm-256color", LC_ALL="C.UTF-8",
)
os.mkdir("sockets", 0o700)

def reads(asked):
    """What a program in screen reads of an Esc, and of a j a second and a half later."""
    told = os.path.join(room, "told")
    pid, fd = pty.fork()
    if pid == 0:
        os.execv("root/usr/bin/screen", ["screen", "-c", "/dev/null", "python3", "typed.py", asked, told])
    seen, begun = b"", time.time()
    while b"ready" not in seen and time.time() < begun + 20:
        if select.select([fd], [], [], 0.2)[0]:
            seen += os.read(fd, 4096)
        if b"ress Space" in seen:
            os.write(fd, b" ")
    assert b"ready" in seen, seen
    time.sleep(0.3)
    os.write(fd, b"\x1b")
    time.sleep(1.5)
    alone = open(told).read().split()
    os.write(fd, b"j")
    try:
        while os.read(fd, 4096):
            pass
    except OSError:
        pass
    os.waitpid(pid, 0)
    return alone, open(told).read().split()

at_once, kept = (["1b"], ["1b", "6a"]), ([], ["1b6a"])
expected = {
    "nothing": ("", at_once),
    "? 1000 h": (r"\x1b[?1000h", kept),
    "? 1002 h": (r"\x1b[?1002h", kept),
    "? 1003 h": (r"\x1b[?1003h", kept),
    "? 1006 h": (r"\x1b[?1006h", at_once),
    "? 2004 h": (r"\x1b[?2004h", at_once),
    "? 1000 h, ? 1000 l": (r"\x1b[?1000h\x1b[?1000l", at_once),
}
changed = False
for name, (asked, want) in expected.items():
    got = reads(asked)
    print(f"asked for {name}: after Esc {got[0]}, after j {got[1]}")
    changed |= got != want
assert not changed, "this has changed"
PY
