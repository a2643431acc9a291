"""Opens a chain file with h5py and with emcee and compares it with the numbers in a text file.

Usage: chain_file_check.py chain.h5 expected.txt
Lines of expected.txt: "attr name value", "theta step walker column value", "logp step walker value", "accepted walker n".
Ends with the word "agrees"; any difference is an AssertionError.
"""
import sys

import emcee
import h5py

file, expected = sys.argv[1:]
backend = emcee.backends.HDFBackend(file, read_only=True)
chain = backend.get_chain()
log_prob = backend.get_log_prob()
with h5py.File(file, "r") as f:
    assert f["mcmc"].attrs["version"], "no version"
    assert f["mcmc/chain"].shape == chain.shape
    attrs = {**f["mcmc"].attrs, **f["asterism"].attrs}
    names = list(f["mcmc"].attrs["parameter_names"])
assert backend.iteration == chain.shape[0] == log_prob.shape[0]
assert backend.shape == chain.shape[1:] == (log_prob.shape[1], len(names))
assert backend.get_blobs() is None
assert len(backend.get_last_sample().coords) == chain.shape[1]
count = 0
with open(expected) as lines:
    for line in lines:
        kind, *where, value = line.split()
        if kind == "attr":
            got = attrs[where[0]]
            got = got.decode() if isinstance(got, bytes) else got
            assert str(got) == value, (line, got)
        elif kind == "theta":
            assert chain[tuple(map(int, where))] == float(value), line
        elif kind == "logp":
            assert log_prob[tuple(map(int, where))] == float(value), line
        elif kind == "accepted":
            assert backend.accepted[int(where[0])] == float(value), line
        count += 1
assert count > 0
# what an emcee user does next
emcee.autocorr.integrated_time(chain, quiet=True, tol=0)
print("agrees")
