"""How much of the text that other readers find in office files we find, and the reverse.

    python office_text.py FOLDER [BINARY]

For every docx, pptx, epub, rtf and doc file below FOLDER: the share of the peer's words that we
have, the share of ours that the peer has, both counted with repetition, and the seconds each takes
(ours with the start of the program). Han characters count as words. Peers: python-docx with its
notes and text boxes read from the XML, python-pptx, ebooklib, striprtf, and antiword where it is
installed. BINARY is the built program, target/release/leitmotif if not given.
"""

import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time
import warnings

WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(text):
    return collections.Counter(WORD.findall(text.lower()))


def docx(path):
    import docx

    paragraphs = docx.Document(path).element.body.iter(NAMESPACE + "p")
    texts = ("".join(t.text or "" for t in p.iter(NAMESPACE + "t")) for p in paragraphs)
    return "\n".join(texts)


def pptx(path):
    import pptx

    def shapes(parent):
        for shape in parent:
            if shape.shape_type == 6:  # a group
                yield from shapes(shape.shapes)
            elif shape.has_text_frame:
                yield shape.text_frame.text
            elif getattr(shape, "has_table", False) and shape.has_table:
                for row in shape.table.rows:
                    yield " ".join(cell.text for cell in row.cells)

    lines = []
    for slide in pptx.Presentation(path).slides:
        lines.extend(shapes(slide.shapes))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
            lines.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(lines)


def epub(path):
    import bs4
    import ebooklib.epub

    book = ebooklib.epub.read_epub(path)
    chapters = (book.get_item_with_id(name) for name, _ in book.spine)
    chapters = [c for c in chapters if c and not isinstance(c, ebooklib.epub.EpubNav)]
    soups = (bs4.BeautifulSoup(chapter.get_content(), "lxml") for chapter in chapters)
    return "\n".join((soup.body or soup).get_text(" ") for soup in soups)


def rtf(path):
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(path.read_bytes().decode("latin-1"), errors="ignore")


def doc(path):
    if not shutil.which("antiword"):
        raise RuntimeError("antiword is not installed")
    run = subprocess.run(["antiword", "-m", "UTF-8.txt", path], capture_output=True, check=True)
    return run.stdout.decode("utf-8", "replace")


PEERS = {".docx": docx, ".pptx": pptx, ".epub": epub, ".rtf": rtf, ".doc": doc}


def timed(read, path):
    start = time.perf_counter()
    try:
        return read(path), time.perf_counter() - start
    except Exception as error:  # a peer may fail in any way
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        return reason[:50], None


def ours(binary, path):
    command = [binary, "inspect", "--quiet", "--format", "jsonl", path]
    run = subprocess.run(command, capture_output=True, encoding="utf-8")
    if run.returncode:
        raise RuntimeError(run.stderr.strip().rsplit(": ", 1)[-1])
    documents = [json.loads(line) for line in run.stdout.splitlines()]
    return "\n".join(d["text"] + "\n" + "\n".join(x["text"] for x in d["dropped"]) for d in documents)


def main(folder, binary="target/release/leitmotif"):
    if not pathlib.Path(folder).is_dir():
        print(f"{folder} is absent: nothing measured")
        return
    warnings.simplefilter("ignore")
    print(f"{'of theirs':>9} {'of ours':>8} {'peer s':>7} {'our s':>7}  file")
    for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.suffix.lower() in PEERS):
        theirs, peer_time = timed(PEERS[path.suffix.lower()], path)
        found, our_time = timed(lambda p: ours(binary, p), path)
        if peer_time is None or our_time is None:
            which = [f"peer: {theirs}"] * (peer_time is None) + [f"we: {found}"] * (our_time is None)
            print(f"{'-':>9} {'-':>8} {'':7} {'':7}  {path.name} ({'; '.join(which)})")
            continue
        peer, own = words(theirs), words(found)
        both = (peer & own).total()
        shares = [both / max(1, n.total()) if n else 1.0 for n in (peer, own)]
        print(f"{shares[0]:9.3f} {shares[1]:8.3f} {peer_time:7.2f} {our_time:7.2f}  {path.name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
