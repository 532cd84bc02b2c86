#!/usr/bin/env python3
"""Draws docs/dev/speed.svg and fills the tables of docs/dev/speed.md from a run of the benchmarks.

    podalign_benchmarks --benchmark_format=json > run.json
    tests/benchmarks/plot_speed.py run.json docs/dev
"""
import json
import math
import pathlib
import sys

WIDTH, HEIGHT, MARGIN = 640, 420, 60


def measured(run):
    rows = [b for b in run["benchmarks"] if b["name"].startswith("measureScan/")]
    return sorted(rows, key=lambda b: b["triangles"])


def seconds(row):
    return row["ns_per_triangle"] * row["triangles"] * 1e-9


def svg(rows):
    xs = [math.log10(r["triangles"]) for r in rows]
    series = [
        ("file to all measures", "#1b6ca8", [seconds(r) for r in rows]),
        ("Open3D: read", "#c05a2e", [r["open3d_s"] for r in rows]),
    ]
    low, high = math.floor(min(xs)), math.ceil(max(xs))
    values = [math.log10(v) for _, _, s in series for v in s]
    bottom, top = math.floor(min(values)), math.ceil(max(values))

    def place(x, y):
        px = MARGIN + (x - low) / (high - low) * (WIDTH - 2 * MARGIN)
        py = HEIGHT - MARGIN - (y - bottom) / (top - bottom) * (HEIGHT - 2 * MARGIN)
        return f"{px:.1f},{py:.1f}"

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
           'font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']

    def line(a, b, style):
        (x1, y1), (x2, y2) = a.split(","), b.split(",")
        out.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {style}/>')

    grid = 'stroke="#dddddd"'
    for x in range(low, high + 1):
        line(place(x, bottom), place(x, top), grid)
        px, py = place(x, bottom).split(",")
        out.append(f'<text x="{px}" y="{float(py) + 18}" text-anchor="middle">{10 ** x:,}</text>')
    for y in range(bottom, top + 1):
        line(place(low, y), place(high, y), grid)
        px, py = place(low, y).split(",")
        out.append(f'<text x="{float(px) - 6}" y="{float(py) + 4}" text-anchor="end">'
                   f'{10.0 ** y:g} s</text>')
    # What grows in proportion to the number of triangles, from the first point on.
    first = math.log10(seconds(rows[0]))
    reach = min(high, low + (xs[0] - low) + (top - first))
    line(place(xs[0], first), place(reach, first + reach - xs[0]),
         'stroke="#888888" stroke-dasharray="4 4"')
    for index, (name, colour, values) in enumerate(series):
        points = " ".join(place(x, math.log10(v)) for x, v in zip(xs, values))
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, v in zip(xs, values):
            px, py = place(x, math.log10(v)).split(",")
            out.append(f'<circle cx="{px}" cy="{py}" r="3" fill="{colour}"/>')
        out.append(f'<text x="{MARGIN + 10}" y="{MARGIN + 14 + 16 * index}" fill="{colour}">'
                   f'{name}</text>')
    out.append(f'<text x="{MARGIN + 10}" y="{MARGIN + 46}" fill="#888888">in proportion</text>')
    out.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle">triangles</text>')
    out.append("</svg>\n")
    return "\n".join(out)


def growth(rows):
    """Exponents between neighbours: 1 is in proportion, below is less."""
    pairs = zip(rows, rows[1:])
    return [None] + [math.log(seconds(b) / seconds(a)) / math.log(b["triangles"] / a["triangles"])
                     for a, b in pairs]


def measured_table(rows):
    lines = ["| triangles | time | per triangle | growth | of Open3D's read | of its read and weld "
             "| memory of the file |", "|--:|--:|--:|--:|--:|--:|--:|"]
    for row, exponent in zip(rows, growth(rows)):
        lines.append(
            f"| {row['triangles']:,.0f} | {1e3 * seconds(row):.0f} ms "
            f"| {row['ns_per_triangle']:.0f} ns | {'' if exponent is None else f'{exponent:.2f}'} "
            f"| {row['of_open3d']:.3f} | {row['of_open3d_welded']:.3f} "
            f"| {row['peak_of_file']:.1f} |")
    return "\n".join(lines)


def hostile_table(run):
    lines = ["| file | MB | slowest of three | most memory | answer |", "|---|--:|--:|--:|---|"]
    for row in run["benchmarks"]:
        if not row["name"].startswith("hostile/") or "peak_mb" not in row:
            continue
        name = row["name"].split("/")[1]
        answer = row.get("label", "").split(":")[0]
        lines.append(f"| {name} | {row['file_mb']:.0f} | {1e3 * row['slowest_s']:.0f} ms "
                     f"| {row['peak_mb']:.0f} MB | {answer} |")
    return "\n".join(lines)


def fill(text, name, table):
    begin, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
    head, rest = text.split(begin)
    return head + begin + table + end + rest.split(end)[1]


def main():
    run = json.loads(pathlib.Path(sys.argv[1]).read_text())
    folder = pathlib.Path(sys.argv[2])
    rows = measured(run)
    (folder / "speed.svg").write_text(svg(rows))
    page = folder / "speed.md"
    text = fill(page.read_text(), "measured", measured_table(rows))
    page.write_text(fill(text, "hostile", hostile_table(run)))


if __name__ == "__main__":
    main()
