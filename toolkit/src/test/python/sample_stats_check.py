"""Opens a file for ArviZ and compares the statistics of its trajectories with the numbers in a text file.

Usage: sample_stats_check.py file.nc expected.txt
Lines of expected.txt: chain draw diverging tree_depth n_steps energy step_size acceptance_rate lp.
Prints "<reader> agrees" for each of h5py, xarray (with each engine) and arviz that is installed; any difference is an
AssertionError.
"""
import importlib.util
import sys

import h5py
import numpy

file, expected = sys.argv[1:]
NAMES = ["diverging", "tree_depth", "n_steps", "energy", "step_size", "acceptance_rate", "lp"]
DIMS = ("chain", "draw")
table = numpy.loadtxt(expected)
assert len(table) > 100 and table.shape[1] == 2 + len(NAMES), table.shape
chain, draw = table[:, 0].astype(int), table[:, 1].astype(int)


def has(name):
    return importlib.util.find_spec(name) is not None


def compare(values_of, reader):
    for k, name in enumerate(NAMES):
        assert (values_of(name)[chain, draw] == table[:, 2 + k]).all(), (reader, name)
    cut = values_of("reached_max_treedepth")[chain, draw].astype(bool)
    assert (cut == (table[:, 3] >= 3)).all() and cut.any(), (reader, "reached_max_treedepth")
    print(reader, "agrees")


with h5py.File(file, "r") as f:
    stats = f["sample_stats"]
    for name in NAMES:
        assert tuple(list(d.keys())[0] for d in stats[name].dims) == DIMS, name
    compare(lambda name: stats[name][:], "h5py")

for engine, module in [("netcdf4", "netCDF4"), ("h5netcdf", "h5netcdf")]:
    if has("xarray") and has(module):
        import xarray

        with xarray.open_dataset(file, group="sample_stats", engine=engine) as stats:
            assert all(stats[name].dims == DIMS for name in NAMES), stats
            assert stats["diverging"].dtype == bool, stats["diverging"].dtype
            assert stats["tree_depth"].dtype.kind == stats["n_steps"].dtype.kind == "i"
            compare(lambda name: stats[name].values, "xarray with " + engine)
            # what an ArviZ user does next: E-BFMI of each chain, divergences, the step size each chain found
            energy = stats["energy"].values
            ebfmi = (numpy.diff(energy, axis=1) ** 2).mean(axis=1) / energy.var(axis=1)
            assert (ebfmi > 0.3).all(), ebfmi
            assert int(stats["diverging"].sum()) == stats["diverging"].values.sum()
            assert (stats["step_size"].max("draw") == stats["step_size"].min("draw")).all()
        with xarray.open_dataset(file, group="posterior", engine=engine) as posterior:
            assert posterior.sizes["chain"] == 3 and posterior.sizes["draw"] == 401, posterior.sizes

if has("arviz"):
    import warnings

    warnings.simplefilter("ignore")
    import arviz

    idata = arviz.from_netcdf(file)
    compare(lambda name: idata.sample_stats[name].values, "arviz")
    assert (arviz.bfmi(idata) > 0.3).all()
