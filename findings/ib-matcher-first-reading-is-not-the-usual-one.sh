#!/usr/bin/env bash
# ib-matcher 0.4.5: the readings of a character come in the order of their spelling, the rarest perhaps first.
#
# A guess would be that the first reading is the one that the character mostly has, as in Unihan's kMandarin. Seen
# instead: 说 (say) is shui before shuo, 石 (stone, and the surname) dan before shi, 什 (as in 什么) shen before shi by
# the luck of the alphabet, 南 (south) na before nan. Some readings are given twice or more, for they differ in tone.
# Whoever sorts headlines or names by the first one puts 石家庄 among the d's.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
mkdir "$room/src"
cat > "$room/Cargo.toml" <<'TOML'
[package]
name = "seen"
version = "0.0.0"
edition = "2021"

[dependencies]
ib-matcher = { version = "=0.4.5", default-features = false, features = ["std", "pinyin"] }
TOML
cat > "$room/src/main.rs" <<'RUST'
use ib_matcher::pinyin::{PinyinData, PinyinNotation};

fn main() {
    let data = PinyinData::new(PinyinNotation::Ascii);
    for (c, seen) in [
        ('说', "shui shuo yue"),
        ('石', "dan shi"),
        ('什', "shen shi"),
        ('南', "na nan"),
        ('和', "he he hu huo huo huo"),
    ] {
        let readings = data.get_pinyins(c);
        let said: Vec<_> = readings.filter_map(|said| said.notation(PinyinNotation::Ascii)).collect();
        println!("{c}: {}", said.join(" "));
        assert_eq!(said.join(" "), seen, "this has changed");
    }
}
RUST
cd "$room"
cargo run --quiet
