#!/usr/bin/env bash
# @xterm/headless 6.0.0 and vt100 0.16.2 (Rust): where something is written over one half of a wide character, the
# other half, which nothing was written to, becomes a blank on the ground of what was written.
#
# A guess would be: the cell that is not written to keeps its ground, as alacritty_terminal 0.26.0 and pyte 0.8.2 do.
# So a program that draws a box over Chinese text and sends only the cells that differ leaves a coloured cell beside
# the box in some terminals and none in others, though each of its own cells is as before: the cell beside has to be
# sent again.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund @xterm/headless@6.0.0 >/dev/null
python3 -m venv env
env/bin/pip install -q pyte==0.8.2
cargo new --quiet --vcs none --name half half
printf 'alacritty_terminal = "=0.26.0"\nvt100 = "=0.16.2"\n' >> half/Cargo.toml
cat > half/src/main.rs <<'RUST'
use alacritty_terminal::event::VoidListener;
use alacritty_terminal::index::{Column, Line};
use alacritty_terminal::term::{Config, Term, test::TermSize};
use alacritty_terminal::vte::ansi::{Color, NamedColor, Processor, StdSyncHandler};

fn main() {
    for sent in std::env::args().skip(1) {
        let sent = sent.replace("ESC", "\u{1b}");
        let mut term = Term::new(Config::default(), &TermSize::new(10, 2), VoidListener);
        Processor::<StdSyncHandler>::new().advance(&mut term, sent.as_bytes());
        let grounds: Vec<_> = (0..2)
            .map(|x| match term.grid()[Line(0)][Column(x)].bg {
                Color::Named(NamedColor::Red) | Color::Indexed(1) => "red",
                Color::Named(NamedColor::Green) | Color::Indexed(2) => "green",
                _ => "default",
            })
            .collect();
        println!("alacritty_terminal {}", grounds.join(" "));
        let mut parser = vt100::Parser::new(2, 10, 0);
        parser.process(sent.as_bytes());
        let grounds: Vec<_> = (0..2)
            .map(|x| match parser.screen().cell(0, x).unwrap().bgcolor() {
                vt100::Color::Idx(1) => "red",
                vt100::Color::Idx(2) => "green",
                _ => "default",
            })
            .collect();
        println!("vt100 {}", grounds.join(" "));
    }
}
RUST
(cd half && cargo build --quiet)
cat > half.js <<'JS'
const { Terminal } = require("@xterm/headless");
(async () => {
  for (const sent of process.argv.slice(2)) {
    const term = new Terminal({ cols: 10, rows: 2, allowProposedApi: true });
    await new Promise((done) => term.write(sent.replaceAll("ESC", "\x1b"), done));
    const grounds = [0, 1].map((x) => {
      const cell = term.buffer.active.getLine(0).getCell(x);
      return cell.isBgDefault() ? "default" : { 1: "red", 2: "green" }[cell.getBgColor()];
    });
    console.log("xterm.js", grounds.join(" "));
  }
})();
JS
cat > half.py <<'PY'
import pyte, sys
for sent in sys.argv[1:]:
    screen = pyte.Screen(10, 2)
    pyte.Stream(screen).feed(sent.replace("ESC", "\x1b"))
    print("pyte", *(screen.buffer[0][x].bg for x in range(2)))
PY
right='ESC[41m报ESC[1;2HESC[42mx'
left='ESC[41m报ESC[1;1HESC[42mx'
for sent in "$right" "$left"; do
    echo "$sent"
    half/target/debug/half "$sent"
    node half.js "$sent"
    env/bin/python half.py "$sent"
done > seen
cat seen
cat > expected <<'TXT'
ESC[41m报ESC[1;2HESC[42mx
alacritty_terminal red green
vt100 green green
xterm.js green green
pyte red green
ESC[41m报ESC[1;1HESC[42mx
alacritty_terminal green red
vt100 green green
xterm.js green green
pyte green red
TXT
diff expected seen || { echo 'this has changed'; exit 1; }
