#!/usr/bin/env python3
"""How soon a job ends that its host cancels.

    cancel_benchmark.py LIBRARY PHANTOM [ROUNDS]

Two phantom scans of about 100,000 triangles are assessed from memory to JSON, PDF and pictures, and
cancelled ROUNDS (100) times at moments spread evenly over the job. Prints one JSON object: how long
the job takes, and the median, 95th percentile and longest time from the wish to the return, in ms.
"""
import ctypes
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

EDGE_MM = "1.4"
CASE = ("schema: podalign/case/1\nsetting: clinic\ncaptured: 2026-05-04\nscans:\n"
        "  - {file: left.ply, side: left, unit: mm, load: standing}\n"
        "  - {file: right.ply, side: right, unit: mm, load: standing}\n")


def host_module():
    path = os.path.join(os.path.dirname(__file__), "../../docs/examples/host.py")
    spec = importlib.util.spec_from_file_location("host", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def phantom_scans(phantom):
    with tempfile.TemporaryDirectory() as folder:
        for side in ("left", "right"):
            subprocess.run([phantom, "foot", os.path.join(folder, side + ".ply"), "--seed", "1",
                            "--side", side, "--edge", EDGE_MM], check=True, stdout=subprocess.DEVNULL)
            with open(os.path.join(folder, side + ".ply"), "rb") as file:
                yield side + ".ply", file.read()


def main(library, phantom, rounds=100):
    host = host_module()
    plugin = host.load(library)
    wish = [float("inf")]
    asked = host.CANCELLED(lambda context, job: 1 if time.monotonic() >= wish[0] else 0)
    settings = host.Host(struct_size=ctypes.sizeof(host.Host), abi=host.ABI, cancelled=asked)
    session = ctypes.c_void_p()
    if plugin.open(ctypes.byref(settings), None, ctypes.byref(session), None) != host.OK:
        sys.exit("the library cannot be opened")
    kept, scans = [], dict(phantom_scans(phantom))
    files = (host.File * len(scans))()
    for file, (name, data) in zip(files, scans.items()):
        file.struct_size = ctypes.sizeof(host.File)
        file.name = host.text_of(name.encode(), kept)
        file.bytes, file.size = data, len(data)
    request = host.Request(struct_size=ctypes.sizeof(host.Request),
                           outputs=host.JSON | host.PDF | host.PNG, files=files,
                           file_count=len(scans), case_text=host.text_of(CASE.encode(), kept))

    def run():
        result = ctypes.c_void_p()
        begun = time.monotonic()
        status = plugin.assess(session, ctypes.byref(request), ctypes.byref(result), None)
        ended = time.monotonic()
        if result:
            plugin.release(result)
        return status, begun, ended

    run()  # loads what the first job loads
    status, begun, ended = run()
    if status != host.OK:
        sys.exit("the phantom case is refused")
    whole, waited = ended - begun, []
    for number in range(int(rounds)):
        wish[0] = time.monotonic() + whole * (number + 0.5) / int(rounds)
        status, begun, ended = run()
        if status == -3:
            waited.append(1000.0 * (ended - wish[0]))
    plugin.close(session)
    waited.sort()
    print(json.dumps({"job_ms": round(1000.0 * whole), "cancelled": len(waited),
                      "median_ms": round(statistics.median(waited), 1),
                      "p95_ms": round(waited[int(0.95 * (len(waited) - 1))], 1),
                      "longest_ms": round(waited[-1], 1)}))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
