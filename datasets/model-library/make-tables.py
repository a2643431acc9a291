#!/usr/bin/env python3
"""Makes stellar_ssp.csv.gz, dl07.csv.gz and smc_extinction.csv from the full model grids.

usage: make-tables.py GRIDS OUT

GRIDS holds models/PEGASE/legacy/Kroupa01 (IDL save files), models/dust/DL07 (text) and models/dust/att/SMC.txt as they
are distributed with Lightning. Needs numpy and scipy. The tables replace spectra of some thousand points by straight lines
between a few hundred nodes. Nodes are taken from the native wavelengths where a straight line fails most; values are the
relative least-squares fit of the straight lines to the native spectra, so that averages over bands are kept.
"""

import gzip
import pathlib
import sys

import numpy as np
from scipy.io import readsav

MICRON_HZ = 2.99792458e14
METALLICITIES = ["0.001", "0.004", "0.008", "0.013", "0.016", "0.020", "0.050", "0.100"]
OLDEST = 1.4e10  # yr
INTENSITIES = (
    "0.10 0.15 0.20 0.30 0.40 0.50 0.70 0.80 1.00 1.20 1.50 2.00 2.50 3.00 4.00 5.00 7.00 8.00 12.0 15.0 20.0 25.0 "
    "1e2 3e2 1e3 3e3 1e4 3e4 1e5 3e5"
).split()
GRAINS = ["00", "10", "20", "30", "40", "50", "60"]
PAH = [0.0047, 0.0112, 0.0177, 0.0250, 0.0319, 0.0390, 0.0458]
PUBLISHED_PAH = [0.0047, 0.012, 0.0177, 0.0250, 0.0319, 0.0390, 0.0470]
STAR_NODES = 420
DUST_NODES = 240


def number(value):
    """Four significant digits, as short as they go."""
    if not value > 0:
        return "0"
    mantissa, exponent = f"{value:.3e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def between(wave, parts):
    """The wavelengths and equally spaced ones (in the logarithm) between them."""
    log = np.log(wave)
    more = [np.exp(log[:-1] + (log[1:] - log[:-1]) * i / parts) for i in range(1, parts)]
    return np.unique(np.concatenate([wave, *more]))


def choose_nodes(wave, spectra, importance, start, n):
    """Adds native wavelengths where straight lines are worst, some in every round, until there are n.

    Without importance the worst spectrum counts; with it the spread of errors and the width of the interval count too.
    """
    nodes = sorted(start)
    floor = np.maximum(spectra, 1e-28 * spectra.max(axis=1, keepdims=True))
    while len(nodes) < n:
        lines = np.array([np.interp(wave, wave[nodes], s[nodes]) for s in spectra])
        error = np.abs(lines - spectra) / floor
        if importance is None:
            error = error.max(axis=0)
        else:
            error = np.sqrt(((error * importance) ** 2).mean(axis=0)) + 0.3 * (error * importance).max(axis=0)
        worst = []
        for left, right in zip(nodes[:-1], nodes[1:]):
            if right - left > 1:
                inside = error[left + 1 : right]
                width = 1 if importance is None else np.sqrt(inside.sum())
                worst.append((width * inside.max(), left + 1 + int(inside.argmax())))
        if not worst:
            break
        worst.sort(reverse=True)
        nodes = sorted(set(nodes) | {i for _, i in worst[: max(1, len(nodes) // 12)][: n - len(nodes)]})
    return nodes


def hat_matrix(nodes, at):
    """Linear interpolation from nodes to points, as a matrix."""
    cell = np.clip(np.searchsorted(nodes, at, side="right") - 1, 0, len(nodes) - 2)
    fraction = (at - nodes[cell]) / (nodes[cell + 1] - nodes[cell])
    matrix = np.zeros((len(at), len(nodes)))
    matrix[np.arange(len(at)), cell] += 1 - fraction
    matrix[np.arange(len(at)), cell + 1] += fraction
    return matrix


def fit(matrix, weight, spectrum):
    """Node values with the least relative squared error."""
    scale = weight / np.maximum(spectrum, spectrum.max() * 1e-12)
    scaled = matrix * scale[:, None]
    normal = scaled.T @ scaled
    normal += 1e-14 * np.diag(np.diag(normal))
    return np.maximum(np.linalg.solve(normal, scaled.T @ (scale * spectrum)), 0)


def write(path, lines):
    with gzip.GzipFile(path, "wb", 9, mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode("ascii"))


def stars(grids, out):
    rows = []
    for z in METALLICITIES:
        save = readsav(grids / f"models/PEGASE/legacy/Kroupa01/Kroupa01_Z{z}_spec.idl")
        young = save["time"] <= OLDEST * (1 + 1e-9)
        age, wave, lnu = save["time"][young], save["wave"], save["lnu"]
        rows.append((lnu if lnu.shape[0] == len(save["time"]) else lnu.T)[young])
    visible = wave >= 0.0912  # ionized gas takes the rest
    wave, spectra = wave[visible], np.concatenate(rows)[:, visible]
    sample = spectra[[z * len(age) + t for z in (0, 2, 5, 7) for t in range(0, len(age), 4)]]
    nu_lnu = sample / wave
    importance = np.minimum(1, nu_lnu / (1e-3 * nu_lnu.max(axis=1, keepdims=True)))
    coarse = {0} | set(np.flatnonzero(wave > 9.9))  # the native grid has ten points from 10 to 160 um
    nodes = wave[choose_nodes(wave, sample, importance, coarse, STAR_NODES)]
    fine = between(wave, 2)
    matrix, weight = hat_matrix(nodes, fine), np.sqrt(np.gradient(np.log(fine)))
    lines = [
        "# stars without gas, L_nu [Lsun/Hz per Msun formed]; columns: wavelength nodes [um], linear between them",
        "Z,age_yr," + ",".join(f"{x:.7g}" for x in nodes),
    ]
    for i, spectrum in enumerate(spectra):
        values = fit(matrix, weight, np.interp(fine, wave, spectrum))
        head = f"{float(METALLICITIES[i // len(age)]):g},{age[i % len(age)]:.0f},"
        lines.append(head + ",".join(map(number, values)))
    write(out / "stellar_ssp.csv.gz", lines)


def dust(grids, out):
    spectra = []
    for u in INTENSITIES:
        for grain in GRAINS:
            file = grids / f"models/dust/DL07/U{u}/U{u}_{u}_MW3.1_{grain}.txt"
            wave, power = np.loadtxt(file, skiprows=61, usecols=(0, 1))[::-1].T
            spectra.append(power * wave / MICRON_HZ)
    spectra = np.array(spectra)
    u = np.repeat([float(x) for x in INTENSITIES], len(GRAINS))

    def at(points):  # the full spectra are read as linear in frequency
        return np.array([np.interp(-MICRON_HZ / points, -MICRON_HZ / wave, s) for s in spectra])

    grid = 10 ** np.linspace(-1, 3, 1200)  # the published wavelengths
    grid = grid[grid >= 1]
    published = at(grid)
    frequency = MICRON_HZ / grid
    power = 0.5 * ((published[:, 1:] + published[:, :-1]) * (frequency[:-1] - frequency[1:])).sum(axis=1)
    unit = power[u == 1][0]

    within = wave <= 1000
    native = wave[within]
    sample = spectra[:, within][[i for i in range(len(u)) if i // 7 % 3 == 0 or i // 7 in (8, 11, 29)]]
    nodes = native[choose_nodes(native, sample, None, {0, len(native) - 1}, DUST_NODES)]
    fine = between(native, 3)
    fine_spectra = at(fine)
    matrix, weight = hat_matrix(nodes, fine), np.sqrt(np.gradient(np.log(fine)))
    lines = [
        "# DL07 spectra of one starlight intensity U, over U and over Lbol(U = 1, first q_PAH); columns: wavelength nodes"
        " [um], linear between them, 0 outside; Lbol_rel is Lbol on the published wavelengths in the same unit",
        "U,q_PAH_true,q_PAH_peer,Lbol_rel," + ",".join(f"{x:.7g}" for x in nodes),
    ]
    for i, spectrum in enumerate(fine_spectra):
        values = fit(matrix, weight, spectrum) / (u[i] * unit)
        q = i % len(GRAINS)
        head = f"{u[i]:g},{PAH[q]},{PUBLISHED_PAH[q]},{number(power[i] / (u[i] * unit))},"
        lines.append(head + ",".join(map(number, values)))
    write(out / "dl07.csv.gz", lines)
    print(f"one unit of dust luminosity: {unit:.9e} erg/s per H atom")


def smc(grids, out):
    lines = [
        "# SMC bar extinction curve, Gordon et al. (2003), R_V = 2.74: transmission exp(-tau) for tau_V = 1",
        "wave_um,transmission",
    ]
    for line in (grids / "models/dust/att/SMC.txt").read_text().splitlines():
        if not line.startswith("#"):
            wave, _, transmission = line.split()
            lines.append(f"{wave},{transmission}")
    (out / "smc_extinction.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = map(pathlib.Path, sys.argv[1:])
    stars(source, target)
    dust(source, target)
    smc(source, target)
