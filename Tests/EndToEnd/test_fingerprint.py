"""`touchstone fingerprint`: the worked example of its page, equal numbers from SciPy and lir on fresh random data, refusals."""

from __future__ import annotations

import csv
import json
import random
import re
import shlex
from pathlib import Path

import numpy
import pytest
from lir.algorithms.bayeserror import elub
from lir.algorithms.isotonic_regression import IsotonicCalibrator
from lir.data.models import LLRData
from lir.metrics import cllr, cllr_min
from lir.plotting.expected_calibration_error import calculate_ece
from lir.util import logodds_to_odds, odds_to_probability
from product import LANGUAGES, ROOT, expect_success, touchstone
from scipy.stats import binom, chi2, ks_2samp, wasserstein_distance
from scipy.stats import f as fisher

EXAMPLE = ROOT / "docs/examples/fingerprint"
POPULATION = ("--population", EXAMPLE / "district.json")


def fingerprint(*arguments: str | Path) -> str:
    return expect_success(touchstone("fingerprint", *arguments))


def fresh_seed() -> int:
    """Another one each time; the test prints it."""
    seed = random.SystemRandom().randrange(2**32)
    print("seed", seed)
    return seed


def test_the_worked_example_of_the_document() -> None:
    page = (ROOT / "docs/fingerprint.md").read_text(encoding="utf-8")
    examples = re.findall(r"<!-- example -->\n```\n\$ touchstone (.*?)\n(.*?)```", page, re.S)
    assert len(examples) >= 4
    for command, shown in examples:
        result = touchstone(*shlex.split(command), cwd=ROOT)
        assert [line.rstrip() for line in result.stdout.splitlines()] == [line.rstrip() for line in shown.splitlines()], command


@pytest.mark.parametrize("separation", [0.3, 1.5, 4])
def test_calibration_equals_lir_on_fresh_random_data(separation: float, tmp_path: Path) -> None:
    generator = numpy.random.default_rng(fresh_seed())
    same = generator.normal(separation, 1.5, generator.integers(20, 300))
    different = generator.normal(-separation, 1.5, generator.integers(200, 2000))
    values = numpy.round(numpy.concatenate([same, different]), int(generator.integers(1, 6)))
    truth = numpy.concatenate([numpy.ones(len(same)), numpy.zeros(len(different))]).astype(int)
    order = generator.permutation(len(values))
    file = tmp_path / "ratios.csv"
    file.write_text("log10,same\n" + "".join(f"{values[at]!r},{truth[at]}\n".replace("np.float64(", "").replace(")", "") for at in order))
    found = json.loads(fingerprint("calibrate", file, "--format", "json"))
    data = LLRData(features=values, labels=truth)
    assert found["cllr"] == pytest.approx(cllr(data), abs=1e-12)
    assert found["cllr_min"] == pytest.approx(cllr_min(data), abs=1e-9)
    assert found["cllr_cal"] == pytest.approx(cllr(data) - cllr_min(data), abs=1e-9)
    lower, upper = elub(values.copy(), truth)
    assert (found["lower_bound_log10"], found["upper_bound_log10"]) == pytest.approx((lower, upper), abs=1e-9)
    calibrated = IsotonicCalibrator().fit_transform(values, truth)
    for value, wanted in zip(values, calibrated, strict=True):
        block = next(block for block in found["pav"] if block["from"] <= value <= block["to"])
        mine = block["log10"] if block["log10"] is not None else (numpy.inf if block["different"] == 0 else -numpy.inf)
        assert mine == pytest.approx(wanted, abs=1e-9)
    priors = odds_to_probability(10 ** numpy.array([point["prior_log10_odds"] for point in found["ece"]]))
    for key, ratios in (("ratios", values), ("calibrated", calibrated)):
        wanted = calculate_ece(logodds_to_odds(ratios), truth, priors)
        assert [point[key] for point in found["ece"]] == pytest.approx(list(wanted), abs=1e-9)


def test_distances_equal_scipy_on_fresh_random_data(tmp_path: Path) -> None:
    generator = numpy.random.default_rng(fresh_seed())
    names = ["Ta", "Nb", "Sn", "Ti", "Zr", "Hf", "U"]
    grains = numpy.round(numpy.exp(generator.normal(3, 1, (generator.integers(20, 90), 7))), 2) + 0.01
    file = tmp_path / "lot.csv"
    file.write_text("sample," + ",".join(names) + "\n" + "".join("Q," + ",".join(map(str, grain)) + "\n" for grain in grains))
    found = json.loads(
        fingerprint("compare", file, *POPULATION, "--source", "Site B", "--coordinates", "log10", "--format", "json")
    )
    with (EXAMPLE / "district.csv").open(encoding="utf-8", newline="") as table:
        reference = [row for row in csv.DictReader(table) if row["source"] == "Site B"]
    for place, name in enumerate(names):
        other = numpy.log10([float(row[name]) for row in reference])
        wanted = ks_2samp(numpy.log10(grains[:, place]), other, method="exact")
        assert found["variables"][place]["ks"] == pytest.approx(wanted.statistic, abs=1e-12)
        assert found["variables"][place]["p"] == pytest.approx(wanted.pvalue, rel=1e-9)
        bags = {bag: numpy.log10([float(row[name]) for row in reference if row["sample"] == bag]) for bag in {row["sample"] for row in reference}}
        unit = numpy.mean(
            [wasserstein_distance(bags[bag], numpy.concatenate([bags[each] for each in bags if each != bag])) for bag in bags]
        )
        ratio = wasserstein_distance(numpy.log10(grains[:, place]), other) / unit
        assert found["variables"][place]["areas_ratio"] == pytest.approx(ratio, rel=1e-9)


def two_level(lot: numpy.ndarray, declared: list[numpy.ndarray], others: list[list[numpy.ndarray]]) -> float:
    """Aitken and Lucy's normal ratio in numpy, log10."""
    within = sum((len(bags) - 1) * numpy.cov(numpy.array(bags).T) for bags in others) / sum(len(bags) - 1 for bags in others)
    means = numpy.array([numpy.mean(bags, axis=0) for bags in others])
    between = numpy.cov(means.T) - within * numpy.mean([1 / len(bags) for bags in others])
    one, n1, n2 = numpy.mean(declared, axis=0), len(declared), 1
    middle, joint = means.mean(axis=0), (n1 * one + n2 * lot) / (n1 + n2)

    def density(vector: numpy.ndarray, spread: numpy.ndarray) -> float:
        return float(-0.5 * vector @ numpy.linalg.solve(spread, vector) - 0.5 * numpy.linalg.slogdet(spread)[1])

    ratio = (
        density(one - lot, within / n1 + within / n2) + density(joint - middle, within / (n1 + n2) + between)
        - density(one - middle, within / n1 + between) - density(lot - middle, within / n2 + between)
    )  # fmt: skip
    return ratio / numpy.log(10)


def test_the_ratio_equals_numpy_and_is_capped() -> None:
    found = json.loads(
        fingerprint("assess", EXAMPLE / "mixed-lot.csv", *POPULATION, "--source", "Site A", "--coordinates", "log10", "--format", "json")
    )
    elements = ["Ta", "Nb", "Sn", "Ti", "Zr", "Hf", "U"]

    def bags(name: str) -> dict[tuple[str, str], numpy.ndarray]:
        with (EXAMPLE / name).open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        keys = dict.fromkeys((row.get("source", ""), row["sample"]) for row in rows)
        return {
            key: numpy.mean(
                [[numpy.log10(float(row[each])) for each in elements] for row in rows if (row.get("source", ""), row["sample"]) == key],
                axis=0,
            )
            for key in keys
        }

    reference = bags("district.csv")
    sources = {source: [mean for (name, _), mean in reference.items() if name == source] for source, _ in reference}
    lot = next(iter(bags("mixed-lot.csv").values()))
    wanted = two_level(lot, sources["Site A"], [each for name, each in sources.items() if name != "Site A"])
    assert found["model_log10"] == pytest.approx(wanted, abs=1e-9)
    assert found["lower_bound_log10"] <= found["reported_log10"] <= found["upper_bound_log10"]
    # Where the lot lies: chi-square in the population, Hotelling's T² in each source.
    every = list(sources.values())
    within = sum((len(bags) - 1) * numpy.cov(numpy.array(bags).T) for bags in every) / sum(len(bags) - 1 for bags in every)
    means = numpy.array([numpy.mean(bags, axis=0) for bags in every])
    between = numpy.cov(means.T) - within * numpy.mean([1 / len(bags) for bags in every])
    apart = lot - means.mean(axis=0)
    wanted = chi2.sf(apart @ numpy.linalg.solve(between + within, apart), 7)
    assert found["typicality_in_population"] == pytest.approx(wanted, rel=1e-9)
    free = sum(len(bags) - 1 for bags in every)
    for bags, mean, mine in zip(every, means, found["typicality_in_sources"], strict=True):
        t = (lot - mean) @ numpy.linalg.solve(within, lot - mean) / (1 + 1 / len(bags))
        assert mine == pytest.approx(fisher.sf(t * (free - 6) / (free * 7), 7, free - 6), rel=1e-8)
    assert found["validation"]["pairs_same"] == 120 and found["validation"]["pairs_different"] == 20 * 19 * 6


@pytest.mark.parametrize("lot", ["clean-lot.csv", "mixed-lot.csv"])
def test_outliers_are_counted_as_scipy_counts(lot: str) -> None:
    arguments = ("mixture", EXAMPLE / lot, *POPULATION, "--source", "Site A", "--other", "Site D", "--format", "json")
    found = json.loads(fingerprint(*arguments, "--seed", str(fresh_seed())))
    none = found["none_of_the_above"]
    assert none["p"] == pytest.approx(binom.sf(len(none["outliers"]) - 1, found["grains"], 0.05), rel=1e-9)
    assert (found["share"] > 0.1) == (lot == "mixed-lot.csv")
    assert found["low"] <= found["share"] <= found["high"]


def test_a_report_stands_in_every_language_and_says_what_it_must(tmp_path: Path) -> None:
    arguments = (EXAMPLE / "case.json", EXAMPLE / "clean-lot.csv", *POPULATION, "--source", "Site A")
    record = fingerprint("report", *arguments, "--format", "record").rstrip("\n")
    assert json.dumps(json.loads(record), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == record
    texts = set()
    for language in LANGUAGES:
        text = fingerprint("report", *arguments, "--language", language)
        assert "fingerprint." not in text and "{" not in text
        assert text.count("\n## ") == 10
        texts.add(text)
        for command in ("assess", "mixture", "compare"):
            said = fingerprint(command, EXAMPLE / "clean-lot.csv", *POPULATION, "--source", "Site A", "--language", language)
            assert "fingerprint." not in said and "{" not in said
            # What the program says of results passes its own check.
            file = tmp_path / "said.txt"
            file.write_text(said, encoding="utf-8")
            fingerprint("statements", file, "--language", language)
    assert len(texts) == 4


def test_transposed_conditionals_are_refused_with_the_place(tmp_path: Path) -> None:
    case = json.loads((EXAMPLE / "case.json").read_text(encoding="utf-8"))
    case["opinion"] = "La probabilité que l’échantillon provienne de Site A est de 99 %."
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    result = touchstone(
        "fingerprint", "report", file, EXAMPLE / "clean-lot.csv", *POPULATION, "--source", "Site A", "--language", "fr"
    )
    assert result.returncode == 1 and result.stdout == ""
    assert "probabilité d’une proposition" in result.stderr
    text = tmp_path / "text.txt"
    text.write_text("All is well.\n\nThe sample comes from the same mine.\n", encoding="utf-8")
    result = touchstone("fingerprint", "statements", text)
    assert result.returncode == 1 and f"{text}:3:" in result.stdout


def test_a_changed_population_and_faulty_rows_are_said(tmp_path: Path) -> None:
    for name in ("district.json", "district.csv"):
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    (tmp_path / "district.csv").write_bytes((EXAMPLE / "district.csv").read_bytes().replace(b"A1,1,", b"A1,1,9", 1))
    result = touchstone("fingerprint", "population", tmp_path / "district.json")
    assert result.returncode == 1 and "SHA-256" in result.stderr
    lot = tmp_path / "lot.csv"
    lot.write_text((EXAMPLE / "clean-lot.csv").read_text() + "Q3,1,0,1,1,1,1,1,1\n")
    result = touchstone("fingerprint", "mixture", lot, *POPULATION, "--source", "Site A", "--other", "Site D")
    assert result.returncode == 0 and f"{lot}:52: Ta is 0" in result.stderr
    for arguments, words in (
        (("assess", lot, *POPULATION, "--source", "Nowhere"), "Nowhere"),
        (("assess", lot, *POPULATION, "--source", "Site A", "--coordinates", "clr"), "ilr or alr"),
        (("assess", tmp_path / "none.csv", *POPULATION, "--source", "Site A"), "none.csv"),
    ):
        result = touchstone("fingerprint", *arguments)
        assert result.returncode == 1 and words in result.stderr
