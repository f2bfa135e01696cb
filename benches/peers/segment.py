"""Times the cutting of Chinese: jieba (Python), rjieba, jieba-rs and leitmotif on the same text, one thread each.

Each cuts every run of Han characters of the corpus's first 8 MB of text, in a process of its own; loading the
dictionary is not counted. leitmotif and jieba-rs are measured by `cargo bench --bench tokenize`, which first
checks that both give the same words. Printed: megabytes of UTF-8 a second, and how many times each peer's
leitmotif's is.

    pip install -r benches/peers/requirements-segment.txt
    python benches/peers/segment.py CORPUS.jsonl
"""

import json
import os
import re
import subprocess
import sys
import time

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
MOST = 8_000_000


def runs(path):
    """The runs of the texts that the bench takes."""
    found, read = [], 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            read += len(text.encode())
            if read > MOST:
                break
            found.extend(HAN.findall(text))
    return found


def speed(cut, texts):
    """Megabytes a second, the best of three."""
    n = sum(len(text.encode()) for text in texts)
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            cut(text)
        best = max(best, n / 1e6 / (time.perf_counter() - start))
    return best


def ours(path):
    """Megabytes a second of jieba-rs and of leitmotif, as the bench has them."""
    environment = {**os.environ, "LEITMOTIF_CORPUS": os.path.abspath(path)}
    command = ["cargo", "bench", "--bench", "tokenize"]
    here = os.path.dirname(os.path.abspath(__file__))
    ran = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=True)
    found = {}
    for name, rate, unit in re.findall(r"tokenize/(\S+)[\s\S]*?thrpt:\s+\[\S+ \S+ (\S+) (\S+) ", ran.stdout):
        found[name] = float(rate) * {"KiB/s": 1024, "MiB/s": 1 << 20, "GiB/s": 1 << 30}[unit] / 1e6
    return found


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: segment.py CORPUS.jsonl")
    import jieba
    import rjieba

    jieba.setLogLevel(60)
    texts = runs(sys.argv[1])
    for module in (jieba, rjieba):
        list(module.cut("加载词典"))
    bench = ours(sys.argv[1])
    speeds = {
        "jieba (Python)": speed(jieba.lcut, texts),
        "rjieba": speed(rjieba.cut, texts),
        "jieba-rs": bench["jieba-rs"],
    }
    fastest = bench["han"]
    print(f"{'leitmotif':15} {fastest:8.2f} MB/s")
    for name, rate in speeds.items():
        print(f"{name:15} {rate:8.2f} MB/s   leitmotif is {fastest / rate:.1f} times as fast")


if __name__ == "__main__":
    main()
