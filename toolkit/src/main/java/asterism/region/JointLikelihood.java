package asterism.region;

import asterism.math.Gaussian;
import asterism.param.ModelException;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * Log likelihood of measurements that see several regions, given each region's band luminosities.
 *
 * <p>With M_i = sum_r w_ir L_r the model of datum i and S_i = sum_r w_ir f_r L_r its model error, the variance is
 * V_i = sigma_i^2 + S_i^2 and
 * <pre>
 * ln L = -1/2 sum_i [ (F_i - M_i)^2 / V_i + ln(2 pi V_i) ]   over measured fluxes
 *        + sum_i ln Phi( (limit_i - M_i) / sqrt(V_i) )         over upper limits
 * </pre>
 * Without the determinant the second term of the first line is left out, as in the published code, and ln L = -chi2 / 2.
 *
 * <p>With a common calibration, the calibration error of a band is not part of sigma but one unknown factor for all its
 * fluxes, Gaussian about 1 with the fraction c_i: covariance of the band D + u u^T with D = diag(statistical^2 + S_i^2)
 * and u_i = c_i M_i. The factor is integrated out exactly: with b = sum u_i (F_i - M_i) / D_i and a = sum u_i^2 / D_i,
 * chi2 is reduced by b^2 / (1 + a), and ln det grows by ln(1 + a). The reduced chi2 is computed as
 * sum (F_i - M_i - f u_i)^2 / D_i + f^2 with f = b / (1 + a), the same number without cancellation.
 *
 * <p>All in Lsun/Hz. Immutable, no workspace: may be shared by threads.
 */
final class JointLikelihood {

    private static final double LOG_TWO_PI = 1.8378770664093454836;
    private static final double LARGE = 1e150;
    private static final double SMALL = 1e-150;

    private final List<Measurement> measurements; // in the order of the arrays below
    private final int nBands;
    private final boolean logDeterminant;

    // per datum: measured alone first, then upper limits, then bands with a common calibration, band by band
    private final int nAlone;
    private final int nLimits;
    private final double[] flux;
    private final double[] variance; // without the model's part
    private final double[] scale; // of the variance, so that a product of many neither over- nor underflows
    private final double[] calibration;
    private final int[] start; // [n + 1], into the three below
    private final int[] index; // region * nBands + band
    private final double[] weight;
    private final double[] errorWeight; // weight times model error
    private final int[] groupStart; // [nGroups + 1], data of each band with a common calibration
    private final double normalisation;

    /**
     * Binds.
     *
     * @param measurements       what was measured, mJy
     * @param regions            their names, in the order of the model's rows
     * @param bands              the model's columns
     * @param lnuPerMillijansky  luminosity density [Lsun/Hz] of 1 mJy
     * @param modelError         fraction of (region, band)
     * @param commonCalibration  whether the calibration error of a band is one factor for all its fluxes
     * @param logDeterminant     whether ln(2 pi V) counts
     */
    JointLikelihood(
            List<Measurement> measurements,
            List<String> regions,
            List<String> bands,
            double lnuPerMillijansky,
            ToDoubleBiFunction<String, String> modelError,
            boolean commonCalibration,
            boolean logDeterminant) {
        var alone = new ArrayList<Measurement>();
        var limits = new ArrayList<Measurement>();
        var groups = new LinkedHashMap<String, List<Measurement>>();
        for (var m : measurements) {
            if (m.isLimit()) {
                limits.add(m);
            } else if (commonCalibration && m.calibration().orElse(0.0) > 0) {
                groups.computeIfAbsent(m.band(), b -> new ArrayList<>()).add(m);
            } else {
                alone.add(m);
            }
        }
        var ordered = new ArrayList<>(alone);
        ordered.addAll(limits);
        groups.values().forEach(ordered::addAll);

        this.measurements = List.copyOf(ordered);
        this.nBands = bands.size();
        this.logDeterminant = logDeterminant;
        this.nAlone = alone.size();
        this.nLimits = limits.size();
        int n = ordered.size();
        this.flux = new double[n];
        this.variance = new double[n];
        this.scale = new double[n];
        this.calibration = new double[n];
        this.start = new int[n + 1];
        for (int i = 0; i < n; i++) {
            start[i + 1] = start[i] + ordered.get(i).weights().size();
        }
        this.index = new int[start[n]];
        this.weight = new double[start[n]];
        this.errorWeight = new double[start[n]];
        double constant = 0;
        for (int i = 0; i < n; i++) {
            var m = ordered.get(i);
            boolean inGroup = i >= nAlone + nLimits;
            flux[i] = m.flux() * lnuPerMillijansky;
            variance[i] = square((inGroup ? m.error() : m.sigma()) * lnuPerMillijansky);
            scale[i] = square(m.sigma() * lnuPerMillijansky);
            calibration[i] = m.calibration().orElse(0.0);
            int at = start[i];
            for (var seen : m.weights().entrySet()) {
                index[at] = regions.indexOf(seen.getKey()) * nBands + bands.indexOf(m.band());
                weight[at] = seen.getValue();
                errorWeight[at] = seen.getValue() * modelError.applyAsDouble(seen.getKey(), m.band());
                at++;
            }
            if (!m.isLimit()) {
                constant -= 0.5 * (LOG_TWO_PI + Math.log(scale[i]));
            }
        }
        this.normalisation = logDeterminant ? constant : 0;
        this.groupStart = groupStart(groups);
        requireVariance();
    }

    private int[] groupStart(Map<String, List<Measurement>> groups) {
        int[] out = new int[groups.size() + 1];
        out[0] = nAlone + nLimits;
        int g = 0;
        for (var data : groups.values()) {
            out[g + 1] = out[g] + data.size();
            g++;
        }
        return out;
    }

    private void requireVariance() {
        var bad = new ArrayList<String>();
        for (int i = 0; i < flux.length; i++) {
            boolean hasModelError = false;
            for (int k = start[i]; k < start[i + 1]; k++) {
                hasModelError |= errorWeight[k] > 0;
            }
            if (!(variance[i] > 0) && !hasModelError) {
                bad.add(measurements.get(i).label());
            }
        }
        if (!bad.isEmpty()) {
            throw new ModelException(
                    "a common calibration error needs a statistical error or a model error beside it; there"
                            + " is none for " + String.join(", ", bad)
                            + "; use .modelError(fraction) or give errors in the photometry");
        }
    }

    private static double square(double x) {
        return x * x;
    }

    int size() {
        return flux.length;
    }

    /** The data in the order of {@link #itemise}. */
    List<Measurement> measurements() {
        return measurements;
    }

    /**
     * Log likelihood of band luminosities.
     *
     * @param lnu [nRegions x nBands], row-major, Lsun/Hz. Not modified.
     * @return -infinity where the model is not a number
     */
    double logLikelihood(double[] lnu) {
        double chi2 = 0;
        double product = 1;
        double logDet = 0;
        double limits = 0;
        int last = nAlone + nLimits;
        for (int i = 0; i < last; i++) {
            double model = 0;
            double modelError = 0;
            for (int k = start[i]; k < start[i + 1]; k++) {
                double l = lnu[index[k]];
                model += weight[k] * l;
                modelError += errorWeight[k] * l;
            }
            double v = variance[i] + modelError * modelError;
            double r = flux[i] - model;
            if (i >= nAlone) {
                limits += Gaussian.logCdf(r / Math.sqrt(v));
                continue;
            }
            chi2 += r * r / v;
            product *= v / scale[i];
            if (!(product < LARGE && product > SMALL)) {
                logDet += Math.log(product);
                product = 1;
            }
        }
        for (int g = 0; g + 1 < groupStart.length; g++) {
            double a = 0;
            double b = 0;
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) {
                double model = 0;
                double modelError = 0;
                for (int k = start[i]; k < start[i + 1]; k++) {
                    double l = lnu[index[k]];
                    model += weight[k] * l;
                    modelError += errorWeight[k] * l;
                }
                double d = variance[i] + modelError * modelError;
                double r = flux[i] - model;
                double u = calibration[i] * model;
                a += u * u / d;
                b += u * r / d;
                product *= d / scale[i];
                if (!(product < LARGE && product > SMALL)) {
                    logDet += Math.log(product);
                    product = 1;
                }
            }
            chi2 += groupChi2(g, b / (1 + a), lnu);
            logDet += Math.log(1 + a);
        }
        double logL = -0.5 * chi2 + limits + normalisation;
        if (logDeterminant) {
            logL -= 0.5 * (logDet + Math.log(product));
        }
        return Double.isNaN(logL) ? Double.NEGATIVE_INFINITY : logL;
    }

    /**
     * Log likelihood of band luminosities and its gradient.
     *
     * @param lnu         [nRegions x nBands], row-major, Lsun/Hz. Not modified.
     * @param outGradient [nRegions x nBands]: d ln L / d lnu; 0 where the model is not a number. Overwritten.
     * @return the same number as {@link #logLikelihood}
     */
    // The loops of logLikelihood stand here again: they end in four sums, which Java returns in an object or in fields,
    // and this object is shared by threads.
    double logLikelihoodWithGradient(double[] lnu, double[] outGradient) {
        Arrays.fill(outGradient, 0);
        double chi2 = 0;
        double product = 1;
        double logDet = 0;
        double limits = 0;
        double ofDeterminant = logDeterminant ? 1 : 0;
        int last = nAlone + nLimits;
        for (int i = 0; i < last; i++) {
            double model = 0;
            double modelError = 0;
            for (int k = start[i]; k < start[i + 1]; k++) {
                double l = lnu[index[k]];
                model += weight[k] * l;
                modelError += errorWeight[k] * l;
            }
            double v = variance[i] + modelError * modelError;
            double r = flux[i] - model;
            double toModel;
            double toError;
            if (i < nAlone) {
                chi2 += r * r / v;
                product *= v / scale[i];
                if (!(product < LARGE && product > SMALL)) {
                    logDet += Math.log(product);
                    product = 1;
                }
                toModel = r / v;
                toError = modelError / v * (r * toModel - ofDeterminant);
            } else {
                double sigma = Math.sqrt(v);
                limits += Gaussian.logCdf(r / sigma);
                toModel = -Gaussian.logCdfDerivative(r / sigma) / sigma;
                toError = toModel * r * modelError / v;
            }
            addGradient(i, toModel, toError, outGradient);
        }
        for (int g = 0; g + 1 < groupStart.length; g++) {
            double a = 0;
            double b = 0;
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) {
                double model = 0;
                double modelError = 0;
                for (int k = start[i]; k < start[i + 1]; k++) {
                    double l = lnu[index[k]];
                    model += weight[k] * l;
                    modelError += errorWeight[k] * l;
                }
                double d = variance[i] + modelError * modelError;
                double r = flux[i] - model;
                double u = calibration[i] * model;
                a += u * u / d;
                b += u * r / d;
                product *= d / scale[i];
                if (!(product < LARGE && product > SMALL)) {
                    logDet += Math.log(product);
                    product = 1;
                }
            }
            chi2 += groupChi2(g, b / (1 + a), lnu);
            logDet += Math.log(1 + a);
            addGroupGradient(g, a, b / (1 + a), lnu, outGradient);
        }
        double logL = -0.5 * chi2 + limits + normalisation;
        if (logDeterminant) {
            logL -= 0.5 * (logDet + Math.log(product));
        }
        if (Double.isNaN(logL) || logL == Double.NEGATIVE_INFINITY) {
            Arrays.fill(outGradient, 0);
            return Double.NEGATIVE_INFINITY;
        }
        return logL;
    }

    /** chi2 of a band whose calibration factor stands at its best, 1 + c f: the form that does not cancel. */
    private double groupChi2(int g, double f, double[] lnu) {
        double sum = f * f;
        for (int i = groupStart[g]; i < groupStart[g + 1]; i++) {
            double model = 0;
            double modelError = 0;
            for (int k = start[i]; k < start[i + 1]; k++) {
                double l = lnu[index[k]];
                model += weight[k] * l;
                modelError += errorWeight[k] * l;
            }
            double rest = flux[i] - model - f * calibration[i] * model;
            sum += rest * rest / (variance[i] + modelError * modelError);
        }
        return sum;
    }

    /** Derivatives of the data of one band with a common calibration, whose best factor is 1 + c f. */
    private void addGroupGradient(int g, double a, double f, double[] lnu, double[] outGradient) {
        double perDeterminant = logDeterminant ? 1 / (1 + a) : 0;
        double ofDeterminant = logDeterminant ? 1 : 0;
        for (int i = groupStart[g]; i < groupStart[g + 1]; i++) {
            double model = 0;
            double modelError = 0;
            for (int k = start[i]; k < start[i + 1]; k++) {
                double l = lnu[index[k]];
                model += weight[k] * l;
                modelError += errorWeight[k] * l;
            }
            double d = variance[i] + modelError * modelError;
            double u = calibration[i] * model;
            double rest = flux[i] - model - f * u;
            double toModel = (rest * (1 + f * calibration[i]) - perDeterminant * u * calibration[i]) / d;
            double toVariance = 0.5 * ((rest * rest + perDeterminant * u * u) / d - ofDeterminant) / d;
            addGradient(i, toModel, 2 * modelError * toVariance, outGradient);
        }
    }

    private void addGradient(int i, double toModel, double toError, double[] outGradient) {
        for (int k = start[i]; k < start[i + 1]; k++) {
            outGradient[index[k]] += weight[k] * toModel + errorWeight[k] * toError;
        }
    }

    /**
     * One datum's part of the log likelihood.
     *
     * @param measurement   the datum
     * @param model         what the model says, Lsun/Hz
     * @param observed      what was measured, Lsun/Hz
     * @param sigma         square root of the variance, model error included, Lsun/Hz; with a common calibration without that
     * @param chi2          (observed - model)^2 / sigma^2; 0 for an upper limit
     * @param logLikelihood its term, determinant included where it counts
     */
    record Item(
            Measurement measurement, double model, double observed, double sigma, double chi2, double logLikelihood) {

        /** (observed - model) / sigma. */
        double residual() {
            return (observed - model) / sigma;
        }
    }

    /** What integrating out a band's common calibration factor adds. */
    record CalibrationItem(String band, double chi2, double logLikelihood) {}

    /** The same sum term by term, written for reading rather than for speed. */
    List<Item> itemise(double[] lnu) {
        var out = new ArrayList<Item>();
        for (int i = 0; i < flux.length; i++) {
            double model = 0;
            double modelError = 0;
            for (int k = start[i]; k < start[i + 1]; k++) {
                model += weight[k] * lnu[index[k]];
                modelError += errorWeight[k] * lnu[index[k]];
            }
            double sigma = Math.sqrt(variance[i] + square(modelError));
            boolean isLimit = measurements.get(i).isLimit();
            double chi2 = isLimit ? 0 : square((flux[i] - model) / sigma);
            double logL = isLimit
                    ? Gaussian.logCdf((flux[i] - model) / sigma)
                    : -0.5 * chi2 - (logDeterminant ? 0.5 * (LOG_TWO_PI + 2 * Math.log(sigma)) : 0);
            out.add(new Item(measurements.get(i), model, flux[i], sigma, chi2, logL));
        }
        return out;
    }

    /**
     * Fluxes as they could have been measured: Gaussian about the model with the covariance of this likelihood.
     *
     * @param items of the luminosities that are the truth
     * @return [nData], in the order of the items, Lsun/Hz; may be negative
     */
    double[] draw(List<Item> items, RandomStream random) {
        double[] out = new double[items.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = items.get(i).model() + items.get(i).sigma() * random.nextGaussian();
        }
        for (int g = 0; g + 1 < groupStart.length; g++) {
            double factor = random.nextGaussian();
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) {
                out[i] += factor * calibration[i] * items.get(i).model();
            }
        }
        return out;
    }

    /**
     * Chi-square of some of the data, upper limits left out; common calibration factors are integrated out.
     *
     * @param items   of the model's luminosities
     * @param fluxes  [nData] measured or drawn, in the order of the items, Lsun/Hz. Not modified.
     * @param counted [nData] which data count. Not modified.
     */
    double chi2(List<Item> items, double[] fluxes, boolean[] counted) {
        double chi2 = 0;
        for (int i = 0; i < nAlone; i++) {
            if (counted[i]) {
                chi2 += square((fluxes[i] - items.get(i).model()) / items.get(i).sigma());
            }
        }
        for (int g = 0; g + 1 < groupStart.length; g++) {
            double a = 0;
            double b = 0;
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) {
                if (counted[i]) {
                    var item = items.get(i);
                    double u = calibration[i] * item.model() / item.sigma();
                    double r = (fluxes[i] - item.model()) / item.sigma();
                    a += u * u;
                    b += u * r;
                    chi2 += r * r;
                }
            }
            chi2 -= b * b / (1 + a);
        }
        return chi2;
    }

    /** The terms of the common calibration factors, given the items of the same luminosities. */
    List<CalibrationItem> calibrationItems(List<Item> items) {
        var out = new ArrayList<CalibrationItem>();
        for (int g = 0; g + 1 < groupStart.length; g++) {
            double a = 0;
            double b = 0;
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) {
                var item = items.get(i);
                double u = calibration[i] * item.model() / item.sigma();
                a += u * u;
                b += u * item.residual();
            }
            double chi2 = -b * b / (1 + a);
            out.add(new CalibrationItem(
                    measurements.get(groupStart[g]).band(),
                    chi2,
                    -0.5 * chi2 - (logDeterminant ? 0.5 * Math.log1p(a) : 0)));
        }
        return out;
    }

    /** Names of the terms: one for each datum, one for all data of a band with a common calibration. */
    List<String> terms() {
        var out = new ArrayList<String>();
        for (int i = 0; i < groupStart[0]; i++) {
            out.add(measurements.get(i).label());
        }
        for (int g = 0; g + 1 < groupStart.length; g++) {
            out.add(measurements.get(groupStart[g]).band() + ", common calibration");
        }
        return List.copyOf(out);
    }

    /**
     * The log likelihood term by term.
     *
     * @param lnu      [nRegions x nBands], row-major, Lsun/Hz. Not modified.
     * @param outTerms [terms]. Overwritten.
     */
    void terms(double[] lnu, double[] outTerms) {
        var items = itemise(lnu);
        var calibrations = calibrationItems(items);
        for (int i = 0; i < groupStart[0]; i++) {
            outTerms[i] = items.get(i).logLikelihood();
        }
        for (int g = 0; g + 1 < groupStart.length; g++) {
            double sum = calibrations.get(g).logLikelihood();
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) {
                sum += items.get(i).logLikelihood();
            }
            outTerms[groupStart[0] + g] = sum;
        }
    }
}
