"""Opens a bundle and a catalogue with astropy, compares them with the numbers in a text file, and writes a bundle.

Usage: xray_files_check.py bundle.fits catalogue.fits expected.txt written.fits
Lines of expected.txt: "counts row value", "matrix obsid row column value", "source row status reason value", tab between.
written.fits is the bundle as an astropy user would write it. Ends with the word "agrees"; any difference is an AssertionError.
"""
import sys

import numpy as np
from astropy.io import fits
from astropy.table import Table

bundle, catalogue, expected, written = sys.argv[1:]
with fits.open(bundle) as f:
    f.verify("exception")
    counts = Table(f["COUNTS"].data)
    matrices = {int(h.header["OBSID"]): h.copy() for h in f if h.name == "MATRIX"}
with fits.open(catalogue) as f:
    f.verify("exception")
    sources = Table(f["SOURCES"].data)
count = 0
with open(expected) as lines:
    for line in lines:
        kind, *where, value = line.rstrip("\n").split("\t")
        if kind == "counts":
            assert counts["counts"][int(where[0])] == float(value), line
        elif kind == "matrix":
            obsid, i, j = map(int, where)
            assert matrices[obsid].data[i, j] == float(value), line
        elif kind == "source":
            row = sources[int(where[0])]
            assert (row["status"], row["reason"]) == tuple(where[1:]), (line, row)
            assert row["value"] == float(value) or (np.isnan(row["value"]) and value == "NaN"), line
        count += 1
assert count > 0
# what an astropy user does next: choose by a text, as in any table
assert all((sources["status"] == "NULL") == np.isnan(sources["value"]))

table = Table({n.upper(): counts[n] for n in ("stack", "bundle", "aperture", "instrument", "band", "aperture_type", "unit")})
table["OBSID"] = counts["obsid"].astype("i4")
table["COUNTS"] = counts["counts"].astype("i4")
table["EXPOSURE"] = counts["exposure"]
images = []
for obsid, hdu in matrices.items():
    image = fits.ImageHDU(np.array(hdu.data), name="MATRIX")
    image.header["OBSID"] = obsid
    for key in ("STACK", "BUNDLE", "REGION1", "REGION2"):
        if key in hdu.header:
            image.header[key] = hdu.header[key]
    images.append(image)
fits.HDUList([fits.PrimaryHDU(), fits.BinTableHDU(table, name="COUNTS"), *images]).writeto(written)
print("agrees")
