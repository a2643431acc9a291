package asterism.sed;

import asterism.display.Numbers;
import asterism.math.PiecewiseLinear;
import asterism.param.Parameter;
import asterism.unit.Constants;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Sed} ready to give whole spectra: for figures, and as the plain way to compute what {@link BoundSed} computes
 * fast.
 *
 * <p>The absorbed power is integrated as {@link BoundSed} does it, not on the wavelengths of the spectrum. An evaluation
 * takes about a millisecond. <strong>Not thread-safe.</strong>
 */
public final class SedSpectra {

    private static final int DEFAULT_POINTS = 1200;

    private final Sed sed;
    private final double[] wave; // rest, um
    private final StellarBins bins;
    private final SpectralRule rule;
    private final @Nullable Attenuation law;
    private final @Nullable DustKernel dust;
    private final int stride;
    private final int firstOfDust;
    private final double[][][] onRule; // [nZ][nBins], filled when needed
    private final double[][][] onWave;

    private SedSpectra(Sed sed, double[] wave) {
        this.sed = sed;
        this.wave = wave;
        this.bins = new StellarBins(sed);
        this.rule = SpectralRule.of(sed, List.of());
        this.law = sed.effectiveAttenuation();
        this.stride = wave.length + 1;
        this.firstOfDust =
                bins.nBins() + 1 + (law == null ? 0 : law.parameters().size());
        double oneZ = 1 + sed.distance().redshift();
        this.dust = sed.dust().isEmpty()
                ? null
                : new DustKernel(sed, rule, wave.length, stride, SedRange.everything(), firstOfDust, (u, q) -> {
                    var lnu = sed.library().dust().lnu(u, q, wave);
                    for (int i = 0; i < lnu.length; i++) {
                        lnu[i] *= oneZ;
                    }
                    return lnu;
                });
        this.onRule = new double[bins.nMetallicities()][bins.nBins()][];
        this.onWave = new double[bins.nMetallicities()][bins.nBins()][];
    }

    static SedSpectra bind(Sed sed, double[] restMicron) {
        if (restMicron.length < 2) {
            throw new IllegalArgumentException("a spectrum needs at least 2 wavelengths, got " + restMicron.length);
        }
        for (int i = 0; i < restMicron.length; i++) {
            if (!(restMicron[i] > (i == 0 ? 0 : restMicron[i - 1])) || !Double.isFinite(restMicron[i])) {
                throw new IllegalArgumentException("wavelengths [um] of a spectrum must be above 0 and increase;"
                        + " number " + (i + 1) + " is " + restMicron[i]);
            }
        }
        return new SedSpectra(sed, restMicron.clone());
    }

    static double[] defaultWavelengths(Sed sed) {
        if (sed.uses(Convention.WAVELENGTH_GRID)) {
            return SpectralRule.publishedGrid();
        }
        double to = sed.dust().isPresent() ? 1000 : 160;
        var grid = new double[DEFAULT_POINTS];
        double step = Math.log(to / SpectralRule.LYMAN_LIMIT) / (DEFAULT_POINTS - 1);
        Arrays.setAll(grid, i -> SpectralRule.LYMAN_LIMIT * Math.exp(i * step));
        return grid;
    }

    /** The spectrum at a parameter vector [nParameters]. Not modified. */
    public SedSpectrum at(double... p) {
        requireInside(p);
        int nAttenuation = law == null ? 0 : law.parameters().size();
        var own = Arrays.copyOfRange(p, bins.nBins() + 1, bins.nBins() + 1 + nAttenuation);
        double absorbed = 0;
        for (int a = 0; a < bins.nBins(); a++) {
            var s = spectrum(p[bins.nBins()], a, true);
            for (int i = 0; i < s.length && law != null; i++) {
                absorbed -=
                        p[a] * rule.heating[i] * s[i] * Math.expm1(-StellarKernels.depth(law, rule.wave[i], a, own));
            }
        }
        double oneZ = 1 + sed.distance().redshift();
        var unattenuated = new double[wave.length];
        var attenuated = new double[wave.length];
        for (int a = 0; a < bins.nBins(); a++) {
            var s = spectrum(p[bins.nBins()], a, false);
            for (int i = 0; i < s.length; i++) {
                double light = oneZ * p[a] * s[i];
                unattenuated[i] += light;
                attenuated[i] += law == null ? light : light * Math.exp(-StellarKernels.depth(law, wave[i], a, own));
            }
        }
        var emission = new double[stride];
        if (dust != null) {
            emission[wave.length] = absorbed;
            dust.add(p, 0, emission);
        }
        var observed = new double[wave.length];
        Arrays.setAll(observed, i -> oneZ * wave[i]);
        return new SedSpectrum(
                sed.distance().redshift(),
                observed,
                unattenuated,
                attenuated,
                Arrays.copyOf(emission, wave.length),
                absorbed);
    }

    private void requireInside(double[] p) {
        var parameters = sed.parameters();
        if (p.length != parameters.size()) {
            throw new IllegalArgumentException("this model has " + parameters.size() + " parameters, "
                    + String.join(", ", parameters.stream().map(Parameter::name).toList())
                    + "; got " + p.length + " values");
        }
        for (int j = 0; j < p.length; j++) {
            var parameter = parameters.get(j);
            if (!(p[j] >= parameter.lower() && p[j] <= parameter.upper())) {
                throw new IllegalArgumentException(parameter.name() + " must be in "
                        + Numbers.interval(parameter.lower(), parameter.upper()) + ", got " + p[j]);
            }
        }
    }

    private double[] spectrum(double metallicity, int bin, boolean forRule) {
        var zs = bins.grid().metallicities();
        int z = PiecewiseLinear.interval(zs, metallicity);
        double f = (metallicity - zs[z]) / (zs[z + 1] - zs[z]);
        return f == 0
                ? node(z, bin, forRule)
                : f == 1
                        ? node(z + 1, bin, forRule)
                        : StellarBins.betweenMetallicities(f, node(z, bin, forRule), node(z + 1, bin, forRule));
    }

    private double[] node(int z, int bin, boolean forRule) {
        var kept = forRule ? onRule : onWave;
        if (kept[z][bin] == null) {
            kept[z][bin] = forRule ? bins.spectrum(z, bin, rule) : onWavelengths(z, bin);
        }
        return kept[z][bin];
    }

    private double[] onWavelengths(int z, int bin) {
        var s = new double[wave.length];
        for (int i = 0; i < s.length; i++) {
            s[i] = bins.continuumAt(z, bin, wave[i]);
        }
        if (!sed.uses(Convention.LINE_PLACEMENT)) {
            var lines = bins.grid().lines();
            for (int k = 0; k < lines.size(); k++) {
                deposit(lines.get(k).micron(), bins.line(z, bin, k), s);
            }
        }
        return s;
    }

    /** Gives the light of a line to the wavelengths around it: the trapezoid rule over frequency finds all of it. */
    private void deposit(double micron, double luminosity, double[] spectrum) {
        int n = wave.length;
        if (micron < wave[0] || micron > wave[n - 1]) {
            return;
        }
        int i = PiecewiseLinear.interval(wave, micron);
        double f = (micron - wave[i]) / (wave[i + 1] - wave[i]);
        spectrum[i] += luminosity * (1 - f) / width(i);
        spectrum[i + 1] += luminosity * f / width(i + 1);
    }

    private double width(int i) {
        int left = Math.max(0, i - 1);
        int right = Math.min(wave.length - 1, i + 1);
        return 0.5 * (Constants.LIGHT_SPEED_MICRON / wave[left] - Constants.LIGHT_SPEED_MICRON / wave[right]);
    }

    @Override
    public String toString() {
        return "spectra of " + wave.length + " wavelengths from " + Numbers.significant(wave[0], 6) + " to "
                + Numbers.significant(wave[wave.length - 1], 6) + " um (rest) for " + sed;
    }
}
