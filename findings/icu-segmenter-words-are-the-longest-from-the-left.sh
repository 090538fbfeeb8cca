#!/usr/bin/env bash
# icu_segmenter 2.4.0: its dictionary of Chinese words is read greedily from the left, the longest word first.
#
# A guess would be that 中国 (China), which is a word by itself, stays one behind 在 (in). Seen instead: 在中 is in the
# dictionary, so that 在中国 becomes 在中|国, and 在高雄 在高|雄; behind another character the same words are found. A
# break "between words" can stand within the commonest of all, and whoever sets or counts words has to check a boundary
# by other means.
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
icu_segmenter = { version = "=2.4.0", default-features = false, features = ["compiled_data"] }
TOML
cat > "$room/src/main.rs" <<'RUST'
use icu_segmenter::{options::WordBreakInvariantOptions, WordSegmenter};

fn main() {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let words = |text: &str| {
        let bounds: Vec<usize> = segmenter.segment_str(text).collect();
        let words: Vec<&str> = bounds.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
        words.join("|")
    };
    for (text, seen) in [
        ("中国", "中国"),
        ("爱中国", "爱|中国"),
        ("在中国", "在中|国"),
        ("高雄", "高雄"),
        ("在高雄", "在高|雄"),
    ] {
        println!("{text}: {}", words(text));
        assert_eq!(words(text), seen, "this has changed");
    }
}
RUST
cd "$room"
cargo run --quiet
