"""Counts the files that are decoded to the right text, beside chardet and charset-normalizer.

FOLDER holds one folder an encoding, named as chardet's test files are: `Big5`, `iso-8859-2-czech`.
What Python's codec of that name (or iconv, for EUC-TW) makes of a file is the right text, line
breaks apart. `inspect` shows the main text of pages, and without `source` cleaned text: such text
counts as right if its letters are part of the right ones. With TEXTS (JSON Lines with `id` and `text`), each text
of a language that analysts have is written in every encoding that can hold it, in full and as an
extract of 400 characters, and read back besides.

    LEITMOTIF=target/debug/leitmotif python encodings.py FOLDER [TEXTS.jsonl] [--list]
"""

import html
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

LEITMOTIF = os.environ.get("LEITMOTIF", "leitmotif")

# Python's name where the folder's is another.
CODECS = {"MacCyrillic": "mac_cyrillic", "MacRoman": "mac_roman", "HZ-GB-2312": "hz"}

SINGLE = """cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859-2 iso8859-4 iso8859-5
iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-13 iso8859-15 koi8-r koi8-u cp866 cp855 cp437 cp850
cp852 cp737 mac_cyrillic mac_roman mac_latin2 cp874""".split()
LANGUAGES = """afr als bel bos_latn bul cat ces dan deu_1996 ell_monotonic eng est eus fin fra gle
glg heb hrv hun ind isl ita lav lit mkd nld nob pes_1 arb pol por_br por_pt ron_2006 rus slk slv spa
srp_cyrl srp_latn swe tur ukr tha""".split()
WIDE = {
    "cmn_hans": ["gb2312", "gbk", "gb18030", "hz"],
    "cmn_hant": ["big5", "cp950", "euc-tw"],
    "jpn": ["cp932", "shift_jis", "euc_jp", "iso2022_jp"],
    "kor": ["cp949", "euc_kr", "johab", "iso2022_kr"],
}


def codec(folder):
    name = CODECS.get(folder, folder)
    candidates = [name] + ["-".join(name.split("-")[:n]) for n in (3, 2)]
    if folder.lower().startswith("iso-8859"):
        candidates = ["iso8859-" + folder.split("-")[2]]
    for candidate in candidates:
        try:
            "".encode(candidate)
            return candidate
        except LookupError:
            continue
    return None


def right_text(data, folder):
    name = codec(folder)
    if name is None:
        done = subprocess.run(["iconv", "-c", "-f", folder, "-t", "UTF-8"], input=data, capture_output=True)
        return done.stdout.decode("utf-8", "replace") if done.stdout else None
    # Real pages use the Windows extensions of what they are named after.
    wider = {"gb2312": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "cp950",
             "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874"}
    name = wider.get(name.lower(), name)
    try:
        return data.decode(name)
    except UnicodeError:
        return data.decode(name, "replace")


def tidy(text):
    return "".join(c for c in text if c not in "\r\n\ufeff")


def shown(paths):
    """What leitmotif shows of each file by path; files given by name are read whatever their name."""
    rows = {}
    for i in range(0, len(paths), 500):
        command = [LEITMOTIF, "inspect", *map(str, paths[i : i + 500]), "--format", "jsonl", "-q"]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        rows |= {row["path"]: row for row in map(json.loads, done.stdout.decode().split("\n")[:-1])}
    return rows


def close(a, b):
    """Whether two texts agree in 99 of 100 characters."""
    if a == b:
        return True
    n = max(len(a), len(b), 1)
    if abs(len(a) - len(b)) > n // 100:
        return False
    # A shift by a lost character must not count for the rest: bags of character pairs.
    pairs = lambda t: Counter(zip(t, t[1:]))
    return sum(((pairs(a) - pairs(b)) + (pairs(b) - pairs(a))).values()) <= 4 * n / 100


def pairs_of_letters(text):
    """The pairs of neighbouring letters; none spans a space, a mark or a tag."""
    return Counter(pair for run in re.findall(r"\w+", text) for pair in zip(run, run[1:]))


def part(a, b):
    """The share of the pairs of letters of `a` that `b` has."""
    a, b = pairs_of_letters(a), pairs_of_letters(b)
    return 1 - sum((a - b).values()) / sum(a.values()) if a else 0.0


def peers(data):
    import chardet
    import charset_normalizer

    def read(name):
        try:
            return data.decode(name, "replace") if name else None
        except LookupError:
            return None

    best = charset_normalizer.from_bytes(data).best()
    return {
        "chardet": read(chardet.detect(data)["encoding"]),
        "charset-normalizer": str(best) if best else None,
    }


def measure(files, title, listing, root):
    """files: path below root -> (folder, data, right text)."""
    ours = shown([Path(root) / path for path in sorted(files)])
    score, same, total = Counter(), Counter(), 0
    by_folder = defaultdict(list)
    for path, (folder, data, right) in sorted(files.items()):
        total += 1
        row = ours.get(str(Path(root) / path))
        answers = dict(peers(data))
        answers["leitmotif"] = None if row is None else row.get("source", row["text"])
        is_part = row is not None and ("source" not in row or path.endswith(("htm", "html", "xml", "srt")))
        for name, answer in answers.items():
            if answer is None:
                continue
            if name == "leitmotif" and is_part:
                # Feeds hold markup inside markup.
                rights = [right, html.unescape(right), html.unescape(html.unescape(right))]
                good = max(part(answer, r) for r in rights)
                same[name] += good == 1.0
                good = good >= 0.99
            else:
                same[name] += tidy(answer) == tidy(right)
                good = close(tidy(answer), tidy(right))
            score[name] += good
            if name == "leitmotif" and not good:
                by_folder[folder].append(f"{path} as {row['encoding']}")
        if row is None:
            by_folder[folder].append(f"{path} not read")
    print(f"{title}: {total} files; decoded to the right text (99 of 100 characters), to the letter")
    for name in ("leitmotif", "chardet", "charset-normalizer"):
        n, m = score[name], same[name]
        print(f"  {name:20} {n:5} {100 * n / max(total, 1):6.1f}%   {m:5} {100 * m / max(total, 1):6.1f}%")
    if listing:
        for folder in sorted(by_folder):
            for line in by_folder[folder]:
                print(f"    {folder}: {line}")


def written(texts, root):
    """Writes the texts in every encoding that holds them; the files as measure() wants them."""
    rows = {row["id"]: row["text"] for row in map(json.loads, open(texts, encoding="utf-8"))}
    files = {}
    jobs = [(language, name) for language in LANGUAGES for name in SINGLE]
    jobs += [(language, name) for language, names in WIDE.items() for name in names]
    for language, name in jobs:
        for part, text in (("full", rows[language]), ("short", rows[language][1000:1400])):
            if name == "euc-tw":
                done = subprocess.run(["iconv", "-t", "EUC-TW"], input=text.encode(), capture_output=True)
                data = done.stdout if done.returncode == 0 else b""
            else:
                data = text.replace("\u2019", "'").encode(name, "ignore")
                if len(data.decode(name)) < len(text) * 0.997:
                    continue
            if data.isascii() and name not in ("hz", "iso2022_jp", "iso2022_kr") or not data:
                continue
            path = f"{name}/{language}.{part}.txt"
            Path(root, name).mkdir(exist_ok=True)
            Path(root, path).write_bytes(data)
            right = text if name == "euc-tw" else data.decode(name)
            files[path] = (name, data, right)
    return files


def main(arguments):
    listing = "--list" in arguments
    arguments = [a for a in arguments if a != "--list"]
    root = Path(arguments[0]) if arguments else None
    if root is None or not root.is_dir():
        print(f"no folder {root}: nothing is measured")
        return
    files = {}
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        folder = path.relative_to(root).parts[0]
        data = path.read_bytes()
        right = right_text(data, folder)
        if right is not None:
            files[str(path.relative_to(root))] = (folder, data, right)
    measure(files, root.name, listing, root)
    for texts in arguments[1:]:
        with tempfile.TemporaryDirectory() as made:
            measure(written(texts, made), "written from " + Path(texts).name, listing, made)


if __name__ == "__main__":
    main(sys.argv[1:])
