package asterism.region;

import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.uniform;
import static asterism.unit.Units.mpc;

import asterism.prior.Prior;
import asterism.sed.Calzetti;
import asterism.sed.DraineLi07;
import asterism.sed.Pegase;
import asterism.sed.PiecewiseSfh;
import asterism.sed.Sed;

/** The two-region analysis of NGC 628, as the notebook has it. */
final class Ngc628 {

    private Ngc628() {}

    static Sed sed() {
        return Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), Calzetti.law(), DraineLi07.dust())
                .at(mpc(7.3))
                .fix(Pegase.Z_MET, 0.020)
                .fix(DraineLi07.ALPHA, 2)
                .fix(DraineLi07.U_MAX, 3e5)
                .prior(Calzetti.TAU_V, uniform(0, 3))
                .prior(DraineLi07.U_MIN, uniform(0.1, 25))
                .prior(DraineLi07.GAMMA, uniform(0, 1));
    }

    static Sed disk() {
        return sed().prior(PiecewiseSfh.PSI, uniform(0, 10)).prior(DraineLi07.Q_PAH, uniform(0.0047, 0.0458));
    }

    static Sed center(Prior qPah) {
        return sed().prior(PiecewiseSfh.PSI, uniform(0, 1)).prior(DraineLi07.Q_PAH, qPah);
    }

    static RegionModel model(Prior centerQPah) {
        return RegionModel.of(RegionPhotometryTest.ngc628())
                .region("center", center(centerQPah))
                .region("disk", disk())
                .modelError(0.10);
    }

    static RegionModel model() {
        return model(normalAbout(DraineLi07.Q_PAH.in("disk"), 0.01));
    }

    private static final int[] FREE = {0, 1, 2, 3, 4, 6, 8, 10, 11};

    /** Sampled parameters of the published vectors of 12 per region. */
    static double[] theta(double[] center, double[] disk, boolean tied) {
        double[] theta = new double[tied ? 17 : 18];
        int at = 0;
        for (int k : FREE) {
            if (!(tied && k == 11)) {
                theta[at++] = center[k];
            }
        }
        for (int k : FREE) {
            theta[at++] = disk[k];
        }
        return theta;
    }
}
