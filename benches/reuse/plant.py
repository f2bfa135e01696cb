"""Plants passages of known place and strength into real documents, with the truth in PAN's form.

    python benches/reuse/plant.py CORPUS.jsonl OUT [--documents 3000] [--cases 200] [--seed 1]

A case takes a stretch out of one document (the source) and puts it, edited, between two sentences of
another (the suspicious one); a document is in one case at most. The levels:

    verbatim     nothing edited
    edits-10     10 of 100 words edited        edits-20     20 of 100
    edits-40     40 of 100, and the clauses of each four sentences shuffled
    short        verbatim, 12 to 25 Chinese characters or 6 to 12 words

An edited word is left out, replaced by another, or followed by another, each as likely; the others are
drawn from the words of the corpus as often as they stand in it. Words are jieba's in Chinese, else
what spaces part. A longer case has whole sentences: 60 to 400 characters, or 40 to 200 words.

OUT/corpus.jsonl is the corpus, in the order of the names of its documents. OUT/truth/NAME.xml lists the
cases of one suspicious document as PAN's text alignment does (offsets and lengths in characters,
`obfuscation` is the level), OUT/pairs is the list of all pairs of a case.

    pip install -r benches/reuse/requirements.txt
"""

import argparse
import json
import os
import random
import re
from xml.sax.saxutils import quoteattr

SENTENCE = re.compile(r"[^。！？!?\n.]*(?:\.(?=\S)[^。！？!?\n.]*)*[。！？!?\n.]+[”’」』\"']*\s*|.+$", re.S)
CLAUSE = re.compile(r"[^，；、,;]+[，；、,;]?\s*")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
LEVELS = {"verbatim": 0.0, "edits-10": 0.1, "edits-20": 0.2, "edits-40": 0.4, "short": 0.0}
SHUFFLED = "edits-40"
# least and most units (characters or words) of a case
LONG = {True: (60, 400), False: (40, 200)}
SHORT = {True: (12, 25), False: (6, 12)}


class Language:
    """How a language is cut: Chinese by jieba into words and by character into units."""

    def __init__(self, is_han):
        self.is_han = is_han
        if is_han:
            import jieba

            jieba.setLogLevel(60)
            self.cut = jieba.lcut
        else:
            self.cut = re.compile(r"\s+|[^\s]+").findall

    def length(self, text):
        return len(HAN.findall(text)) if self.is_han else len(text.split())

    def is_word(self, token):
        return any(c.isalpha() for c in token)


def sentences(text):
    """Spans of the sentences, with the space behind them."""
    return [m.span() for m in SENTENCE.finditer(text) if m.group().strip()]


def long_stretch(text, language, rng):
    """Whole sentences in a row of a length drawn at random, or None."""
    least, most = LONG[language.is_han]
    wanted = int(least * (most / least) ** rng.random())
    found = stretch(text, sentences(text), wanted, most, language, rng)
    return found and (found[0], found[0] + len(text[slice(*found)].rstrip()))


def short_stretch(text, language, rng):
    """A run of words inside a sentence, or None."""
    least, most = SHORT[language.is_han]
    wanted = rng.randint(least, most)
    spans = sentences(text)
    rng.shuffle(spans)
    for start, end in spans:
        words, at = [], start
        for token in language.cut(text[start:end]):
            if language.is_word(token):
                words.append((at, at + len(token)))
            at += len(token)
        found = stretch(text, words, wanted, most, language, rng)
        if found:
            return found
    return None


def stretch(text, spans, wanted, most, language, rng):
    """From the start of one of the spans to the end of another, `wanted` to `most` units; or None."""
    firsts = list(range(len(spans)))
    rng.shuffle(firsts)
    for first in firsts:
        for last in range(first, len(spans)):
            start, end = spans[first][0], spans[last][1]
            n = language.length(text[start:end])
            if n > most:
                break
            if n >= wanted:
                return start, end
    return None


def shuffled(text, rng):
    """The clauses of every four sentences in a row in another order."""
    parts = []
    spans = sentences(text)
    for i in range(0, len(spans), 4):
        block = text[spans[i][0] : spans[min(i + 4, len(spans)) - 1][1]]
        clauses = [c for s, e in sentences(block) for c in CLAUSE.findall(block[s:e])]
        rng.shuffle(clauses)
        parts += clauses
    joined = "".join(parts)
    return re.sub(r"(?<=[A-Za-z,;.!?])(?=[A-Z])", " ", joined)


def edited(text, rate, language, words, rng):
    """The text with `rate` of its words left out, replaced, or followed by another."""
    out = []
    space = "" if language.is_han else " "
    for token in language.cut(text):
        if not language.is_word(token) or rng.random() >= rate:
            out.append(token)
            continue
        kind = rng.randrange(3)
        if kind == 1:
            out.append(rng.choice(words))
        elif kind == 2:
            out += [token, space, rng.choice(words)]
    return "".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus")
    parser.add_argument("out")
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--cases", type=int, default=200, help="cases a level")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with open(args.corpus, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    sample = "".join(row["text"] for row in rows[:200])
    language = Language(2 * len(HAN.findall(sample)) > len(sample) / 2)
    least = 2 * LONG[language.is_han][0]
    rows = [row for row in rows if language.length(row["text"]) >= least]
    rng.shuffle(rows)
    rows = rows[: args.documents]
    documents = [{"id": f"d{i:05}", "text": row["text"]} for i, row in enumerate(rows)]
    drawn = rng.sample(documents, min(500, len(documents)))
    words = [t for d in drawn for t in language.cut(d["text"]) if language.is_word(t)]

    if os.path.isdir(args.out) and os.listdir(args.out):
        parser.error(f"{args.out} is not empty: its truth would be mixed with the new one")
    os.makedirs(os.path.join(args.out, "truth"), exist_ok=True)
    free = iter(range(0, len(documents) - 1, 2))
    pairs = []
    for level, rate in LEVELS.items():
        made = 0
        while made < args.cases:
            at = next(free, None)
            if at is None:
                parser.error(f"{len(documents)} documents are too few for {args.cases} cases a level")
            source, suspicious = documents[at], documents[at + 1]
            cut = short_stretch if level == "short" else long_stretch
            found = cut(source["text"], language, rng)
            if found is None:
                continue
            passage = source["text"][slice(*found)]
            if level == SHUFFLED:
                passage = shuffled(passage, rng)
            passage = edited(passage, rate, language, words, rng).strip()
            text = suspicious["text"]
            ends = [0] + [end for _, end in sentences(text)]
            place = rng.choice(ends)
            before = text[:place] + ("" if language.is_han or not place else " ")
            behind = ("" if language.is_han else " ") + text[place:]
            suspicious["text"] = before + passage + behind
            name = suspicious["id"]
            feature = {
                "name": "plagiarism",
                "obfuscation": level,
                "this_offset": len(before),
                "this_length": len(passage),
                "source_reference": source["id"],
                "source_offset": found[0],
                "source_length": found[1] - found[0],
            }
            attributes = " ".join(f"{k}={quoteattr(str(v))}" for k, v in feature.items())
            with open(os.path.join(args.out, "truth", f"{name}.xml"), "w", encoding="utf-8") as out:
                out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<document reference="{name}">\n')
                out.write(f"<feature {attributes} />\n</document>\n")
            pairs.append((name, source["id"]))
            made += 1
    with open(os.path.join(args.out, "corpus.jsonl"), "w", encoding="utf-8") as out:
        for document in documents:
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
    with open(os.path.join(args.out, "pairs"), "w", encoding="utf-8") as out:
        out.writelines(f"{a} {b}\n" for a, b in pairs)
    print(f"{len(documents)} documents, {len(pairs)} cases in {args.out}")


if __name__ == "__main__":
    main()
