"""Text of PDF files beside that of pdftotext, pypdf and pdfminer.six.

    python pdf_text.py FOLDER [LEITMOTIF]

For every PDF file below FOLDER and every peer that is installed: the share of the peer's words that
our text has (recall), the share of ours that the peer has (precision), and the same for pairs of
neighbouring words, which fall where the reading order or the words differ. A Chinese or Japanese
character counts as a word; words broken over lines are joined on both sides. Our text is what
`inspect` shows, so running headers and page numbers, which peers keep, lower the recall. Seconds are
those of the whole command or call. Without the folder it says so and ends.
"""

import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time
import unicodedata

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
TIMEOUT = 120


def ours(binary, path):
    command = [binary, "inspect", "--format", "jsonl", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
    rows = [json.loads(line) for line in run.stdout.splitlines() if line.strip()]
    return "\n".join(row["text"] for row in rows), run.stderr.strip()


def pdftotext(path):
    run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, timeout=TIMEOUT)
    return run.stdout.decode("utf-8", "replace")


def pypdf_text(path):
    import pypdf

    return "\n".join(page.extract_text() or "" for page in pypdf.PdfReader(path).pages)


def pdfminer_text(path):
    from pdfminer.high_level import extract_text

    return extract_text(path)


def words(text):
    text = unicodedata.normalize("NFKC", text).replace("\u00ad\n", "").replace("\u00ad", "")
    text = re.sub(r"(?<=[^\W\d_])-\s*\n\s*(?=[a-z])", "", text)
    return WORD.findall(text.lower())


def shares(mine, theirs):
    a, b = collections.Counter(mine), collections.Counter(theirs)
    common = sum((a & b).values())
    return common / max(1, b.total()), common / max(1, a.total())


def peers():
    found = {}
    if shutil.which("pdftotext"):
        found["pdftotext"] = pdftotext
    for name, module, read in [
        ("pypdf", "pypdf", pypdf_text),
        ("pdfminer", "pdfminer", pdfminer_text),
    ]:
        try:
            __import__(module)
            found[name] = read
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)
    return found


def main(folder, binary="leitmotif"):
    files = sorted(pathlib.Path(folder).rglob("*.pdf"))
    if not files:
        print(f"no PDF files below {folder}: nothing to measure")
        return
    names = peers()
    totals = {name: [] for name in names}
    seconds = collections.Counter()
    print(f"{'file':44} {'words':>6}  " + "  ".join(f"{n:>10}: R    P  R2   P2" for n in names))
    for path in files:
        start = time.perf_counter()
        text, messages = ours(binary, path)
        seconds["leitmotif"] += time.perf_counter() - start
        mine = words(text)
        cells = []
        for name, read in names.items():
            start = time.perf_counter()
            try:
                theirs = words(read(path))
            except Exception as error:  # a peer may fail in any way
                cells.append(f"{type(error).__name__[:26]:>27}")
                continue
            finally:
                seconds[name] += time.perf_counter() - start
            if not mine or not theirs:
                cells.append(f"{len(theirs):>20} words ")
                continue
            pairs = [list(zip(w, w[1:])) for w in (mine, theirs)]
            scores = [*shares(mine, theirs), *shares(*pairs)]
            totals[name].append(scores)
            cells.append("{:>12.2f} {:.2f} {:.2f} {:.2f}".format(*scores))
        print(f"{str(path.relative_to(folder))[-44:]:44} {len(mine):6}  " + "  ".join(cells))
        if not mine:
            print(f"    {messages[:160]}")
    for name, rows in totals.items():
        mean = [sum(column) / len(rows) for column in zip(*rows)] if rows else []
        text = " ".join(f"{value:.3f}" for value in mean)
        print(f"mean against {name} over {len(rows)} files: recall, precision, of pairs: {text}")
    print("seconds: " + ", ".join(f"{name} {value:.1f}" for name, value in seconds.items()))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:3])
