"""Writes the tables beside it: real data (scikit-learn's), written by the programs that people have.

Run with a Python that has numpy, pandas and scikit-learn: python make_samples.py
"""

import csv
import json
import pathlib

import numpy as np
import pandas as pd
from sklearn import datasets

here = pathlib.Path(__file__).parent


def main():
    iris = datasets.load_iris(as_frame=True)
    table = iris.data.assign(species=[iris.target_names[i] for i in iris.target])
    table.to_csv(here / "iris-pandas.csv", index=False)
    # As a German spreadsheet writes it, of every fifth flower.
    table[::5].to_csv(here / "iris-semicolons.csv", index=False, sep=";", decimal=",", lineterminator="\r\n", encoding="utf-8-sig")
    # With pandas' own numbers of rows, of every tenth.
    table[::10].to_csv(here / "iris-index.csv")

    wine = datasets.load_wine(as_frame=True)
    with open(here / "wine.tsv", "w", newline="") as file:
        writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([*wine.data.columns, "cultivar"])
        for row, target in list(zip(wine.data.itertuples(index=False), wine.target))[::3]:
            writer.writerow([*map(float, row), f"a \"{target + 1}\"\nof 3"])

    diabetes = datasets.load_diabetes()
    np.savez(here / "diabetes.npz", data=diabetes.data[:60], target=diabetes.target[:60])
    np.savez_compressed(
        here / "digits.npz",
        x_train=datasets.load_digits().images[:40].astype(np.float32),
        y_train=datasets.load_digits().target[:40],
        x_test=datasets.load_digits().images[40:60].astype(np.float32),
        y_test=datasets.load_digits().target[40:60],
    )

    cancer = datasets.load_breast_cancer(as_frame=True)
    with open(here / "cancer.jsonl", "w") as file:
        for i in range(40):
            features = cancer.data.iloc[i, :6]
            file.write(json.dumps({**features.to_dict(), "diagnosis": cancer.target_names[cancer.target[i]]}) + "\n")

    means = table.iloc[:, :4].to_numpy()
    expected = {
        "iris": {"means": means.mean(0).tolist(), "deviations": means.std(0).tolist()},
        "diabetes": {"means": diabetes.data[:60].mean(0).tolist(), "deviations": diabetes.data[:60].std(0).tolist()},
    }
    (here / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    arrays(here / "arrays")


def arrays(folder):
    """One small array of each kind that NumPy writes."""
    folder.mkdir(exist_ok=True)
    numbers = np.array([[0, 1, 2], [3, 100, 5]])
    for kind in ["|b1", "|u1", "|i1", "<u2", ">u2", "<i2", ">i2", "<u4", ">u4", "<i4", ">i4", "<u8", ">u8", "<i8", ">i8"]:
        np.save(folder / f"{kind[1:]}{'-big' if kind[0] == '>' else ''}.npy", numbers.astype(kind))
    for kind in ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8"]:
        np.save(folder / f"{kind[1:]}{'-big' if kind[0] == '>' else ''}.npy", (numbers / 4 - 1).astype(kind))
    np.save(folder / "columns-first.npy", np.asfortranarray(numbers.astype("<i4")))
    np.save(folder / "words.npy", np.array(["cat", "dög", ""]))
    np.save(folder / "bytes.npy", np.array([b"cat", b"dog"]))
    np.save(folder / "objects.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    np.save(folder / "records.npy", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]))
    np.save(folder / "complex.npy", np.array([1j]))


main()
