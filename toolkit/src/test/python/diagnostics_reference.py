"""Reference values for DiagnosticsTest: chains, and their diagnostics from independent code.

R-hat and effective sample sizes: Vehtari, Gelman, Simpson, Carpenter and Buerkner (2021), equations 1-14, by plain sums
(no FFT), ranks and normal quantiles from scipy. Autocorrelation time: emcee.autocorr.integrated_time itself.
Run:  /usr/bin/python3 diagnostics_reference.py > ../resources/asterism/infer/diagnostics.txt
"""
import sys

import emcee
import numpy as np
import scipy
from scipy.stats import norm, rankdata


def split(x):
    half = x.shape[1] // 2
    return np.concatenate([x[:, :half], x[:, -half:]])


def z_scale(x):
    return norm.ppf((rankdata(x, method="average").reshape(x.shape) - 0.375) / (x.size + 0.25))


def plain_rhat(x):
    n = x.shape[1]
    b_over_n = np.var(x.mean(axis=1), ddof=1)
    w = np.mean(np.var(x, axis=1, ddof=1))
    return np.sqrt(((n - 1) / n * w + b_over_n) / w)


def rhat(x):
    x = split(x)
    return max(plain_rhat(z_scale(x)), plain_rhat(z_scale(np.abs(x - np.median(x)))))


def ess(x):
    m, n = x.shape
    centered = x - x.mean(axis=1, keepdims=True)
    acov = np.array([np.mean(np.sum(centered[:, : n - t] * centered[:, t:], axis=1) / n) for t in range(n)])
    w = acov[0] * n / (n - 1)
    var_plus = acov[0] + np.var(x.mean(axis=1), ddof=1)
    rho = 1 - (w - acov) / var_plus
    rho[0] = 1
    # Geyer: pairs while positive, then monotone
    t, pairs = 0, []
    while t < n - 5 and rho[t] + rho[t + 1] > 0:
        pairs.append(rho[t] + rho[t + 1])
        t += 2
    pairs = np.minimum.accumulate(pairs)
    tau = -1 + 2 * pairs.sum() + max(rho[t], 0)
    return m * n / max(tau, 1 / np.log10(m * n))


def cases():
    rng = np.random.default_rng(20210629)

    def ar1(m, n, phi, shift=0.0, scale=1.0):
        x = np.zeros((m, n))
        x[:, 0] = rng.standard_normal(m)
        for t in range(1, n):
            x[:, t] = phi * x[:, t - 1] + np.sqrt(1 - phi**2) * rng.standard_normal(m)
        return scale * x + shift * (np.arange(m) == 0)[:, None]

    yield "independent", ar1(4, 100, 0.0)
    yield "correlated", ar1(4, 101, 0.8)
    yield "antithetic", ar1(4, 100, -0.6)
    yield "one_chain_shifted", ar1(4, 100, 0.3, shift=2.0)
    wide = ar1(4, 100, 0.3)
    wide[1] *= 4
    yield "one_chain_wide", wide
    yield "cauchy", np.tan(np.pi * (rng.random((4, 120)) - 0.5))
    yield "ties", np.round(ar1(6, 80, 0.5))


def main():
    print(f"# python {sys.version.split()[0]}, numpy {np.__version__}, scipy {scipy.__version__}, emcee {emcee.__version__};")
    print("# script src/test/python/diagnostics_reference.py; tolerance 1e-9 relative")
    print("# line 1 of a case: name, nChains, n, rHat, essBulk, essTail, essMean, tau; then one line per chain")
    for name, x in cases():
        s = split(x)
        tails = [ess((s <= q).astype(float)) for q in np.quantile(s, [0.05, 0.95])]
        tau = emcee.autocorr.integrated_time(x.T[:, :, None], quiet=True, tol=0)[0]
        numbers = [rhat(x), ess(z_scale(s)), min(tails), ess(s), tau]
        print(name, *x.shape, *(repr(float(v)) for v in numbers))
        for chain in x:
            print(*(repr(float(v)) for v in chain))


main()
