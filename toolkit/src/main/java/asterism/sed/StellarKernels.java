package asterism.sed;

import asterism.param.Parameter;
import java.util.List;

/** Chooses how a bound model computes its stars. */
final class StellarKernels {

    private static final double LARGEST_DEPTH = 60;

    private StellarKernels() {}

    static StellarKernel of(Sed sed, SpectralRule rule, StellarBins bins, int stride, SedRange range) {
        var law = sed.effectiveAttenuation();
        List<Parameter> parameters = law == null ? List.of() : law.parameters();
        int first = bins.nBins() + 1;
        int varying = -1;
        int nVarying = 0;
        for (int i = 0; i < parameters.size(); i++) {
            if (!range.isFixed(parameters.get(i))) {
                varying = i;
                nVarying++;
            }
        }
        var p = parameters.stream().mapToDouble(range::lower).toArray();
        boolean tabulated = range.isFixed(Pegase.Z_MET)
                && (nVarying == 0
                        || (nVarying == 1
                                && law != null
                                && law.isLinearIn(parameters.get(varying))
                                && range.upper(parameters.get(varying)) <= LARGEST_DEPTH));
        if (!tabulated) {
            return new GeneralStars(sed, law, rule, bins, stride, range);
        }
        int nBins = bins.nBins();
        var spectrum = new double[nBins][];
        var constant = new double[nBins][rule.nPoints()];
        var slope = new double[nBins][rule.nPoints()];
        for (int a = 0; a < nBins; a++) {
            spectrum[a] = bins.spectrum(range.lower(Pegase.Z_MET), a, rule);
            for (int i = 0; law != null && i < rule.nPoints(); i++) {
                if (varying >= 0) {
                    p[varying] = 1;
                    slope[a][i] = depth(law, rule.wave[i], a, p);
                    p[varying] = 0;
                }
                constant[a][i] = depth(law, rule.wave[i], a, p);
                slope[a][i] = varying >= 0 ? slope[a][i] - constant[a][i] : 0;
            }
        }
        double lower = varying < 0 ? 0 : range.lower(parameters.get(varying));
        double upper = varying < 0 ? 0 : range.upper(parameters.get(varying));
        return new TabulatedStars(
                rule,
                stride,
                spectrum,
                constant,
                slope,
                varying < 0 ? -1 : first + varying,
                first + parameters.size(),
                lower,
                upper);
    }

    /** Optical depth in front of an age bin. */
    static double depth(Attenuation law, double micron, int bin, double[] p) {
        return law.depth(micron, p, 0) + (bin == 0 ? law.birthCloudDepth(micron, p, 0) : 0);
    }
}
