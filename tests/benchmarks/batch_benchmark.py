#!/usr/bin/env python3
"""Many cases: two workers against one, and memory over the number of cases.

    batch_benchmark.py PODALIGN PHANTOM [CASES [ROUNDS]]

Makes CASES (200) cases of phantom feet, runs `podalign batch` with one and with two workers in turn,
ROUNDS (5) times each, and a quarter and a half of the cases once; then kills runs with SIGKILL at random
and resumes them. Prints one JSON object: medians in seconds, their ratio, the most memory held over
the number of cases in MB, how many runs were killed, and whether what they left in the end is, byte
for byte, what an undisturbed run leaves.
"""
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

EDGE_MM = "2.5"


def make_cases(phantom, folder, count):
    for number in range(count):
        case = os.path.join(folder, f"{number:03d}")
        os.makedirs(case)
        for side in ("left", "right"):
            subprocess.run([phantom, "foot", os.path.join(case, side + ".ply"), "--seed",
                            str(number), "--side", side, "--edge", EDGE_MM], check=True,
                           stdout=subprocess.DEVNULL)
        with open(os.path.join(case, "case.yaml"), "w") as file:
            file.write("schema: podalign/case/1\nsetting: clinic\ncaptured: 2026-05-04\nscans:\n"
                       "  - {file: left.ply, side: left, unit: mm, load: standing}\n"
                       "  - {file: right.ply, side: right, unit: mm, load: standing}\n")


def run(program, cases, workers):
    """Seconds, and the most memory in MB."""
    with tempfile.TemporaryDirectory() as out:
        start = time.monotonic()
        child = subprocess.Popen([program, "--quiet", "batch", cases, "--out", out, "--workers",
                                  str(workers)], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit("a phantom case was refused")
        return seconds, usage.ru_maxrss / 1024


def tree(folder):
    """Every file's bytes, by its path."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def survives_kills(program, cases, seconds):
    """Kills runs until one ends; how many were killed, and whether nothing is lost or doubled."""
    chance, kills = random.Random(1), 0
    with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as killed:
        command = [program, "--quiet", "batch", cases, "--out"]
        subprocess.run(command + [whole], check=True, stdout=subprocess.DEVNULL)
        while True:
            child = subprocess.Popen(command + [killed], stdout=subprocess.DEVNULL)
            try:
                child.wait(timeout=chance.uniform(0.0, seconds / 5))
                return kills, child.returncode == 0 and tree(whole) == tree(killed)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
                kills += 1


def main(program, phantom, count=200, rounds=5):
    count, rounds = int(count), int(rounds)
    with tempfile.TemporaryDirectory() as folder:
        cases = os.path.join(folder, "all")
        make_cases(phantom, cases, count)
        taken = {1: [], 2: []}
        for _ in range(rounds):
            for workers in taken:
                taken[workers].append(run(program, cases, workers))
        seconds = {workers: statistics.median(t for t, _ in runs) for workers, runs in taken.items()}
        peaks = {}
        for part in (count // 4, count // 2):
            some = os.path.join(folder, f"some{part}")
            for number in range(part):
                shutil.copytree(os.path.join(cases, f"{number:03d}"), os.path.join(some, f"{number:03d}"))
            peaks[part] = round(run(program, some, 2)[1], 1)
        peaks[count] = round(max(m for _, m in taken[2]), 1)
        kills, same = survives_kills(program, cases, seconds[2])
        print(json.dumps({
            "cases": count, "rounds": rounds,
            "one_worker_s": round(seconds[1], 2), "two_workers_s": round(seconds[2], 2),
            "ratio": round(seconds[1] / seconds[2], 2), "peak_mb": peaks,
            "kills": kills, "same_after_kills": same,
            "runs_s": {workers: [round(t, 2) for t, _ in runs] for workers, runs in taken.items()}}))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
