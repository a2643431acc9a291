"""Opens a file for ArviZ with every reader that is installed and checks groups, dimensions, coordinates and units.

Usage: inference_data_check.py file.nc
Prints "<reader> agrees" for each of h5py, netCDF4, xarray (with each engine) and arviz; any difference is an AssertionError.
"""
import importlib.util
import sys

import h5py

file = sys.argv[1]
GROUPS = ["posterior", "sample_stats", "log_likelihood", "posterior_predictive", "observed_data"]


def has(name):
    return importlib.util.find_spec(name) is not None


with h5py.File(file, "r") as f:
    assert sorted(f) == sorted(GROUPS), list(f)
    psi = f["posterior/center.psi_1"]
    assert [d.label or list(d.keys())[0] for d in psi.dims] == ["chain", "draw"], list(psi.dims)
    assert h5py.h5ds.is_scale(psi.dims[0][0].id)
    flux = f["log_likelihood/flux"]
    assert [list(d.keys())[0] for d in flux.dims] == ["chain", "draw", "datum"]
    labels = [x.decode() for x in f["observed_data/datum"][:]]
    assert any(":center" in x for x in labels), labels
    assert len(labels) == flux.shape[2]
    psi_values = psi[:]
    flux_values = f["observed_data/flux"][:]
print("h5py agrees")

if has("netCDF4"):
    import netCDF4

    with netCDF4.Dataset(file) as f:
        assert f["posterior"]["center.psi_1"].dimensions == ("chain", "draw")
        assert (f["posterior"]["center.psi_1"][:] == psi_values).all()
        assert list(f["observed_data"]["datum"][:]) == labels
        assert f["observed_data"]["flux"].units == "mJy"
    print("netCDF4 agrees")

for engine in ["netcdf4", "h5netcdf"]:
    if has("xarray") and has({"netcdf4": "netCDF4"}.get(engine, engine)):
        import xarray

        with xarray.open_dataset(file, group="posterior", engine=engine) as f:
            assert f["center.psi_1"].dims == ("chain", "draw"), f
            assert (f["center.psi_1"].values == psi_values).all()
            assert "seed" in f.attrs and "fingerprint" in f.attrs
        with xarray.open_dataset(file, group="observed_data", engine=engine) as f:
            assert list(f["datum"].values) == labels
            assert (f["flux"].sel(datum=labels[3]).values == flux_values[3]).all()
        print("xarray with", engine, "agrees")

if has("arviz"):
    import warnings

    warnings.simplefilter("ignore")
    import arviz

    idata = arviz.from_netcdf(file)
    assert sorted(idata.groups()) == sorted(GROUPS), idata.groups()
    assert idata.posterior["disk.qPAH"].dims == ("chain", "draw")
    summary = arviz.summary(idata, var_names=["disk.qPAH"], kind="stats")
    assert abs(summary["mean"].iloc[0] - float(idata.posterior["disk.qPAH"].mean())) < 1e-3
    loo = arviz.loo(idata, var_name="flux")
    assert loo.n_data_points == len(labels)
    print("arviz agrees")
