#!/usr/bin/env bash
# chrono-node 2.10.3 (npm), its parser of traditional Chinese: 十一月二十二日 (22 November) is the 20th, and the year
# 二〇一九 is the year 19.
#
# A guess would be: a date that is found is the date that is written, and what it cannot read is not found. Seen
# instead: zh.hant takes two characters of a day at most, so that of 二十二 it reads 二十 and leaves 二日 to the text behind
# it; 二十一 to 二十九 are all the 20th, and 三十一 is the 30th. It does not know 〇, the zero of a newspaper's years, and
# begins to read behind it. zh.hans, and zh, which joins the two, read both as they are written. The years of the
# Republic are misread by all three: 民國一百零八年 (2019) is the year 8, with its month and day.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --prefix "$room" chrono-node@2.10.3 > /dev/null
cat > read.cjs <<'JS'
const chrono = require("chrono-node");
const assert = require("node:assert");

const noon = new Date(2019, 5, 15, 12);
const date = (found) => ["year", "month", "day"].map((part) => found.get(part)).join("-");
const read = (parser, text) =>
  parser.parse(text, noon).map(({ text, start }) => `${text} = ${date(start)}`).join("; ");
const seen = [
  ["hant", "十一月二十二日", "十一月二十 = 2019-11-20"],
  ["hant", "十二月三十一日", "十二月三十 = 2019-12-30"],
  ["hant", "十一月十二日", "十一月十二日 = 2019-11-12"],
  ["hant", "二〇一九年十一月十二日", "一九年十一月十二日 = 19-11-12"],
  ["hant", "民國一百零八年十一月十二日", "零八年十一月十二日 = 8-11-12"],
  ["hans", "十一月二十二日", "十一月二十二日 = 2019-11-22"],
  ["hans", "二〇一九年十一月十二日", "二〇一九年十一月十二日 = 2019-11-12"],
  ["hans", "民國一百零八年十一月十二日", "零八年十一月十二日 = 8-11-12"],
];
for (const [script, text, expected] of seen) {
  const found = read(chrono.zh[script], text);
  console.log(`zh.${script}  ${text}  ->  ${found}`);
  assert.strictEqual(found, expected, "this has changed");
}
for (const unit of "一二三四五六七八九") {
  assert.strictEqual(read(chrono.zh.hant, `十一月二十${unit}日`), "十一月二十 = 2019-11-20", "this has changed");
}
for (const [, text, expected] of seen.filter(([script]) => script === "hans")) {
  assert.strictEqual(read(chrono.zh, text), expected, "this has changed");
}
JS
node read.cjs
