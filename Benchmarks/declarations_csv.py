"""Writes a CSV of customs declarations that looks like a busy office's year. The same arguments give the same bytes.

    declarations_csv.py ROWS FILE [SEED]
"""

import datetime
import random
import sys

COLUMNS = (
    "id,direction,date,hs_code,description,origin,partner,office,declarant,exporter,importer,"
    "net_mass_kg,value,currency,duty,grade_percent,lots,licence"
)
# HS 2022 code, goods, value of one kilogram in cents, grade in hundredths of a per cent
GOODS = (
    ("260300", "Copper ores and concentrates", 210, 2450),
    ("260500", "Cobalt ores and concentrates", 480, 850),
    ("260900", "Tin ores and concentrates", 1450, 6520),
    ("261100", "Tungsten ores and concentrates", 1330, 6310),
    ("261590", "Niobium, tantalum ores; coltan", 7200, 3140),
    ("282200", "Cobalt hydroxide, crude", 940, 3000),
    ("710812", "Gold, unwrought, non-monetary", 12_900_000, 9170),
    ("740311", "Copper cathodes, refined", 870, 9999),
)
PARTNERS = ("AE", "BE", "CN", "DE", "HK", "IN", "JP", "KR", "MY", "RW", "TH", "TZ", "UG", "US", "ZA", "ZM")
OFFICES = ("Bukavu", "Goma", "Kasumbalesa", "Kindu", "Lubumbashi", "Matadi")
FIRST_DAY = datetime.date(2025, 1, 1)


def write(rows: int, path: str, seed: int) -> None:
    generator = random.Random(seed)
    below = generator.randrange
    days = [(FIRST_DAY + datetime.timedelta(day)).isoformat() for day in range(365)]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(COLUMNS + "\n")
        lines: list[str] = []
        for number in range(rows):
            code, goods, cents, grade = GOODS[below(len(GOODS))]
            mass = below(1, 2_000) if code == "710812" else below(500_000, 28_000_000)  # grams
            value = mass * cents * below(700, 1_300) // 1_000_000  # cents
            export = below(10) > 0
            party = 1 + min(below(1, 4_000), below(1, 4_000))  # a few hand in many
            described = f'"{goods}"' if "," in goods else goods
            lots = " ".join(f"LOT-{below(10_000_000):07d}" for _ in range(1 + below(3)))
            lines.append(
                f"CD2025-{number:08d}-{1 + number % 4},{'export' if export else 'import'},{days[below(365)]},{code},"
                f"{described},CD,{PARTNERS[below(len(PARTNERS))]},{OFFICES[below(len(OFFICES))]},BRK-{below(1, 300):04d},"
                f"EXP-{party:05d},IMP-{below(1, 900):05d},{mass // 1000}.{mass % 1000:03d},"
                f"{value // 100}.{value % 100:02d},USD,{value // 20 // 100}.{value // 20 % 100:02d},"
                f"{grade // 100}.{grade % 100:02d},{lots},LIC-{below(1, 2_500):05d}\n"
            )
            if len(lines) == 10_000:
                file.writelines(lines)
                lines.clear()
        file.writelines(lines)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    write(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 1)
