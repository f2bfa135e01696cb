"""Times `leitmotif phrases` beside Colibri Core and gensim's Phrases on the same corpus.

Each runs in a process of its own, from the JSON Lines file to its list, in turn, ROUNDS times (3
unless set). Printed: the best wall seconds of each with the processor seconds and the peak memory of
that run, what it listed, and the ratios.

- colibri: every n-gram of 2 to 12 characters that occurs five times or more (unindexed pattern model).
- gensim: four passes of Phrases over characters (up to 16), each at least five times, the scores of
  each pass as gensim has them.
- leitmotif: repeats of any length, cut to whole phrases, scored, with document counts, families
  and formulas. It uses all processors unless THREADS says how many; the others use one.

The peers' text is every run of Han characters, spaced, a run a line; leitmotif reads and cleans all of
it. The three lists are not the same list: the figures compare what an analyst waits for.

    pip install -r benches/peers/requirements-phrases.txt
    LEITMOTIF=target/release/leitmotif python benches/peers/phrases.py CORPUS.jsonl
"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")


def runs(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                for run in HAN.findall(json.loads(line)["text"]):
                    yield list(run)


def colibri(path, folder):
    import colibricore

    text, classes, encoded = (os.path.join(folder, name) for name in ("t.txt", "t.cls", "t.dat"))
    with open(text, "w", encoding="utf-8") as out:
        for run in runs(path):
            out.write(" ".join(run) + "\n")
    encoder = colibricore.ClassEncoder()
    encoder.build(text)
    encoder.save(classes)
    encoder.encodefile(text, encoded)
    options = colibricore.PatternModelOptions(mintokens=5, minlength=2, maxlength=12)
    model = colibricore.UnindexedPatternModel()
    model.train(encoded, options)
    decoder = colibricore.ClassDecoder(classes)
    with open(os.path.join(folder, "out.tsv"), "w", encoding="utf-8") as out:
        for pattern, count in model.items():
            out.write(f"{pattern.tostring(decoder)}\t{count}\n")
    return len(model)


def gensim(path, folder):
    from gensim.models.phrases import Phrases

    sentences = list(runs(path))
    found = {}
    for _ in range(4):
        frozen = Phrases(sentences, min_count=5).freeze()
        found.update(frozen.phrasegrams)
        sentences = [frozen[sentence] for sentence in sentences]
    with open(os.path.join(folder, "out.tsv"), "w", encoding="utf-8") as out:
        for phrase, score in found.items():
            out.write(f"{phrase}\t{score}\n")
    return len(found)


def measured(command, out):
    """Runs a command; gives wall seconds, processor seconds and peak memory in MiB."""
    with open(out, "w", encoding="utf-8") as file:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=file, stderr=subprocess.PIPE)
        errors = child.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]}: failed: {errors.strip()[-500:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20


def count(name, out):
    with open(out, encoding="utf-8") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1 if name == "leitmotif" else int(lines.read())


def main(path):
    leitmotif = [os.environ.get("LEITMOTIF", "leitmotif"), "phrases", path, "--no-cache", "--format", "csv", "-q"]
    if os.environ.get("THREADS"):
        leitmotif += ["--threads", os.environ["THREADS"]]
    commands = {"leitmotif": leitmotif}
    for peer in ("colibri", "gensim"):
        commands[peer] = [sys.executable, __file__, "--peer", peer, path]
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(int(os.environ.get("ROUNDS", "3"))):
            for name, command in commands.items():
                out = os.path.join(folder, name)
                run = (*measured(command, out), count(name, out))
                best[name] = min(best.get(name, run), run)
    for name, (wall, processor, memory, listed) in best.items():
        print(
            f"{name:10} {wall:8.2f} s wall {processor:8.2f} s processor {memory:8.0f} MiB peak"
            f" {listed:9} listed"
        )
    ours = best["leitmotif"]
    for peer in ("colibri", "gensim"):
        wall, processor, memory = (a / b for a, b in zip(best[peer][:3], ours[:3]))
        print(
            f"{peer} / leitmotif: {wall:.2f} times the wall time, {processor:.2f} the processor time,"
            f" {memory:.2f} the memory"
        )


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--peer":
        with tempfile.TemporaryDirectory() as work:
            listed = {"colibri": colibri, "gensim": gensim}[sys.argv[2]](sys.argv[3], work)
        print(listed)
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        sys.exit(f"usage: {sys.argv[0]} CORPUS.jsonl")
