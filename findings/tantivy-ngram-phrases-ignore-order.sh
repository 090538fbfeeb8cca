#!/usr/bin/env bash
# tantivy 0.27 (as `tantivy` 0.27.0 on PyPI): over its ngram tokenizer, the obvious one for Chinese, a phrase query
# finds every text that has the characters, in whatever order.
#
# A guess would be: the field is indexed with positions and the query is a phrase, so 土豆 finds 土豆 alone. Seen
# instead: the tokenizer gives each token the position 0, and a phrase is met wherever its terms share a document. No
# error tells of it; the counts are just too high.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0
"$room/venv/bin/python" - <<'PY'
import tantivy

def found(tokenizer, query):
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", stored=True, tokenizer_name="one", index_option="position")
    index = tantivy.Index(schema.build())
    index.register_tokenizer("one", tantivy.TextAnalyzerBuilder(tokenizer).build())
    writer = index.writer()
    for body in ("土豆丰收", "豆土丰收", "丰土收豆"):
        writer.add_document(tantivy.Document(body=body))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    hits = searcher.search(index.parse_query(f'"{query}"', ["body"]), 10).hits
    return sorted(searcher.doc(address)["body"][0] for _, address in hits)

ngrams = found(tantivy.Tokenizer.ngram(1, 1, False), "土豆")
single = found(tantivy.Tokenizer.regex("."), "土豆")
print(f"{tantivy.__version__}")
print(f'"土豆" by ngram(1, 1): {ngrams}')
print(f'"土豆" by regex("."):  {single}')
assert ngrams == sorted(["土豆丰收", "豆土丰收", "丰土收豆"]), "this has changed"
assert single == ["土豆丰收"], "this has changed"
PY
