#!/bin/sh
# Times `leitmotif themes` beside the pipeline of pipeline.py on the same corpus, in one run.
#
#   python3 -m venv .venv && .venv/bin/pip install -U pip
#   .venv/bin/pip install -r benches/peers/requirements.txt
#   PYTHON=.venv/bin/python LEITMOTIF=target/release/leitmotif benches/peers/run.sh CORPUS.jsonl K
#
# Prints wall seconds, processor seconds and peak memory of each (GNU time), and their ratio; the
# better of RUNS runs (3 unless set) each, taken in turn. Where sklearn is there and the rows have a
# `label`, agreement.py beside this file prints how well the themes of each agree with the labels.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 CORPUS.jsonl K" >&2; exit 2; }
corpus=$1
k=$2
here=$(dirname "$0")
python=${PYTHON:-python3}
leitmotif=${LEITMOTIF:-leitmotif}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run=0
while [ "$run" -lt "${RUNS:-3}" ]; do
    run=$((run + 1))
    /usr/bin/time -a -o "$work/leitmotif.time" -f '%e %U %S %M' \
        "$leitmotif" themes "$corpus" -k "$k" --unit document --assignments --format csv -q \
        >"$work/leitmotif.csv"
    /usr/bin/time -a -o "$work/pipeline.time" -f '%e %U %S %M' \
        "$python" "$here/pipeline.py" "$corpus" "$k" >"$work/pipeline.csv"
done

best() { sort -n "$1" | head -n 1; }
for name in leitmotif pipeline; do
    best "$work/$name.time" | awk -v name="$name" \
        '{ printf "%-10s %8.2f s wall %8.2f s processor %8.0f MiB peak\n", name, $1, $2 + $3, $4 / 1024 }'
done
echo "$(best "$work/leitmotif.time") $(best "$work/pipeline.time")" | awk \
    '{ printf "pipeline / leitmotif: %.1f times the wall time, %.1f the processor time, %.1f the memory\n", $5 / $1, ($6 + $7) / ($2 + $3), $8 / $4 }'
"$python" "$here/agreement.py" "$corpus" "$work/leitmotif.csv" "$work/pipeline.csv"
