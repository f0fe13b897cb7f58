"""Prints what `make real` found, as one table.

    real_table.py STATS.json TIMES.tsv
"""

import json
import sys


def main(stats_path: str, times_path: str) -> None:
    with open(stats_path, encoding="utf-8") as file:
        stats = json.load(file)
    rows: list[tuple[str, str, str]] = []
    for heading, key in [
        ("records of kind", "records"),
        ("set aside because", "quarantined"),
        ("findings of rule", "findings"),
    ]:
        counts = stats.get(key, {})
        for name, count in sorted(counts.items()):
            rows.append((heading, name, f"{count:,}"))
        rows.append((heading, "all", f"{sum(counts.values()):,}"))
    seconds, peak = 0.0, 0
    with open(times_path, encoding="utf-8") as file:
        for line in file:
            name, elapsed, kilobytes = line.rstrip("\n").split("\t")
            seconds += float(elapsed)
            peak = max(peak, int(kilobytes))
            rows.append(("seconds, peak memory", name, f"{float(elapsed):.2f} s, {int(kilobytes) / 1024:.0f} MB"))
    rows.append(("seconds, peak memory", "all", f"{seconds:.2f} s, {peak / 1024:.0f} MB"))

    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    previous = None
    print()
    for heading, name, value in rows:
        if heading != previous:
            print("-" * (sum(widths) + 4))
        shown = heading if heading != previous else ""
        print(f"{shown:<{widths[0]}}  {name:<{widths[1]}}  {value:>{widths[2]}}")
        previous = heading
    print("-" * (sum(widths) + 4))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
