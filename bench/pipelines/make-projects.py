#!/usr/bin/env python3
"""make-projects.py FOLDER COUNT SHAPE: the same COUNT steps of `cat in > out` for rondo, make, doit and snakemake.
SHAPE is wide (all read one file) or chain (each reads the one before)."""
import os
import sys

folder, count, shape = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def before(i):
    return None if shape == "wide" or i == 0 else i - 1


def write(tool, name, text):
    path = os.path.join(folder, tool)
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, name), "w") as f:
        f.write(text)
    with open(os.path.join(path, "in.txt"), "w") as f:
        f.write("one line of input\n")


steps = ["rondo: 1\nproject: steps\npipeline:\n  steps:\n"]
for i in range(count):
    source = "file:in.txt" if before(i) is None else f"s{before(i)}.out"
    # each wide step adds its number, so that no two steps are the same work
    steps.append(f"    s{i}: {{ run: 'cat \"$RONDO_INPUT_in\" > \"$RONDO_OUTPUT_out\"; echo {i} >> \"$RONDO_OUTPUT_out\"', in: {{ in: \"{source}\" }}, out: {{ out: out.txt }} }}\n")
write("rondo", "rondo.yaml", "".join(steps))

rules = ["all: " + " ".join(f"o{i}.txt" for i in range(count)) + "\n"]
for i in range(count):
    source = "in.txt" if before(i) is None else f"o{before(i)}.txt"
    rules.append(f"o{i}.txt: {source}\n\tcat {source} > o{i}.txt; echo {i} >> o{i}.txt\n")
write("make", "Makefile", "".join(rules))

tasks = ["def task_steps():\n"]
for i in range(count):
    source = "in.txt" if before(i) is None else f"o{before(i)}.txt"
    tasks.append(f"    yield dict(name='s{i}', file_dep=['{source}'], targets=['o{i}.txt'], actions=['cat {source} > o{i}.txt; echo {i} >> o{i}.txt'])\n")
write("doit", "dodo.py", "".join(tasks))

smk = ["rule all:\n    input: " + ", ".join(f"'o{i}.txt'" for i in range(count)) + "\n"]
for i in range(count):
    source = "in.txt" if before(i) is None else f"o{before(i)}.txt"
    smk.append(f"rule s{i}:\n    input: '{source}'\n    output: 'o{i}.txt'\n    shell: 'cat {{input}} > {{output}}; echo {i} >> {{output}}'\n")
write("snakemake", "Snakefile", "".join(smk))
