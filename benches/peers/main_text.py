"""How well the main text of web pages is found, beside other extractors on the same pages.

    LEITMOTIF=target/release/leitmotif python benches/peers/main_text.py FOLDER [--list]

FOLDER holds pages and `gold.json`: {page: {"with": [strings], "without": [strings]}}, strings that
the main text must hold and strings that stand on the page but not in its main text. For each
extractor the share of `with` that is kept, the share of `without` that is dropped, their mean (the
balanced share), the number of pages that keep nothing of `with`, and the seconds for all pages;
white space is left out of the comparison. leitmotif is measured from the outside: one run of
`inspect --format jsonl` on the folder, cleaning included, and its seconds are those of that whole
run; the others are called in this process, a page at a time, on one core. Extractors that are not
installed are left out. With `--list` every string that leitmotif loses or lets through is printed.
Where FOLDER is absent the script says so and does nothing.
"""

import json
import os
import pathlib
import subprocess
import sys
import time


def squeeze(text):
    return "".join(text.split())


def leitmotif(folder, pages):
    binary = os.environ.get("LEITMOTIF", "leitmotif")
    command = [binary, "inspect", str(folder), "--format", "jsonl", "-q"]
    run = subprocess.run(command, capture_output=True, check=True)
    lines = run.stdout.decode("utf-8").splitlines()
    return {row["document"]: row["text"] for row in map(json.loads, lines)}


def one_by_one(extract):
    def run(folder, pages):
        texts = {}
        for page in pages:
            try:
                texts[page] = extract((folder / page).read_bytes()) or ""
            except Exception:  # an extractor that fails on a page has found nothing there
                texts[page] = ""
        return texts

    return run


def extractors():
    yield "leitmotif", leitmotif
    try:
        import trafilatura

        def options(**more):
            return one_by_one(lambda b: trafilatura.extract(b, include_comments=False, **more))

        yield "trafilatura", options()
        yield "trafilatura, precision", options(favor_precision=True)
    except ImportError:
        print("trafilatura is not installed: left out")
    try:
        import lxml.html
        from readability import Document
        from trafilatura.utils import decode_file

        def readability(page):
            summary = Document(decode_file(page)).summary()
            return lxml.html.fromstring(summary).text_content()

        yield "readability-lxml", one_by_one(readability)
    except ImportError:
        print("readability-lxml is not installed: left out")


def score(gold, texts):
    """Misses and leaks a page, and the two shares."""
    found = []
    for page, strings in gold.items():
        text = squeeze(texts.get(page, ""))
        missed = [s for s in strings["with"] if squeeze(s) not in text]
        leaked = [s for s in strings["without"] if squeeze(s) in text]
        found.append((page, missed, leaked))
    n_with = sum(len(strings["with"]) for strings in gold.values())
    n_without = sum(len(strings["without"]) for strings in gold.values())
    kept = 1 - sum(len(missed) for _, missed, _ in found) / max(n_with, 1)
    dropped = 1 - sum(len(leaked) for _, _, leaked in found) / max(n_without, 1)
    return found, kept, dropped


def main(folder, lists):
    folder = pathlib.Path(folder)
    if not (folder / "gold.json").is_file():
        print(f"{folder}/gold.json is absent: nothing is measured")
        return
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    gold = {page: strings for page, strings in gold.items() if (folder / page).is_file()}
    print(f"{len(gold)} pages of {folder}")
    print(f"{'':24} {'kept':>6} {'dropped':>8} {'balanced':>9} {'empty':>6} {'seconds':>8} {'ratio':>6}")
    first = None
    for name, run in extractors():
        start = time.perf_counter()
        texts = run(folder, gold)
        seconds = time.perf_counter() - start
        first = first or seconds
        found, kept, dropped = score(gold, texts)
        empty = sum(len(missed) == len(gold[page]["with"]) for page, missed, _ in found)
        print(
            f"{name:24} {kept:6.3f} {dropped:8.3f} {(kept + dropped) / 2:9.3f} {empty:6}"
            f" {seconds:8.2f} {seconds / first:6.1f}",
            flush=True,
        )
        if lists and name == "leitmotif":
            for page, missed, leaked in found:
                for mark, strings in (("lost", missed), ("let through", leaked)):
                    for string in strings:
                        print(f"    {page}: {mark}: {string}")


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--list"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    main(arguments[0], "--list" in sys.argv)
