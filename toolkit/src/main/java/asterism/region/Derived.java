package asterism.region;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.sed.BoundSed;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;

/**
 * What follows from the parameters of one region.
 *
 * @param region             its name
 * @param stellarMass        mass of living stars and remnants, Msun
 * @param massFormed         mass of all stars ever formed, Msun
 * @param sfr10              mean star formation rate of the last 10 Myr, Msun/yr
 * @param sfr100             mean star formation rate of the last 100 Myr, Msun/yr
 * @param absorbedLuminosity power that the dust absorbs and radiates, L_TIR, Lsun
 * @param dustMass           mass of the dust, Msun; NaN for a model without dust emission
 */
public record Derived(
        String region,
        double stellarMass,
        double massFormed,
        double sfr10,
        double sfr100,
        double absorbedLuminosity,
        double dustMass)
        implements Displayable {

    private static final List<String> QUANTITIES =
            List.of("stellarMass", "massFormed", "sfr10", "sfr100", "lTIR", "dustMass");

    static Derived of(String region, BoundSed sed, double[] full, int offset) {
        return new Derived(
                region,
                sed.stellarMass(full, offset),
                sed.massFormed(full, offset),
                sed.meanSfr(full, offset, 1e7),
                sed.meanSfr(full, offset, 1e8),
                sed.absorbedLuminosity(full, offset),
                sed.dustMass(full, offset));
    }

    /** Star formation rate of the last 100 Myr over the stellar mass, 1/yr. */
    public double specificSfr() {
        return sfr100 / stellarMass;
    }

    /** Empty columns {@code region/quantity}. */
    static List<DoubleColumn> columns(String region) {
        return QUANTITIES.stream()
                .map(q -> DoubleColumn.create(region + "/" + q))
                .toList();
    }

    void appendTo(List<DoubleColumn> columns) {
        double[] values = {stellarMass, massFormed, sfr10, sfr100, absorbedLuminosity, dustMass};
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                columns.get(i).appendMissing();
            } else {
                columns.get(i).append(values[i]);
            }
        }
    }

    @Override
    public Card card() {
        return Card.of(region)
                .row("stellar mass", Text.number(stellarMass) + " Msun (" + Text.number(massFormed) + " formed)")
                .row("SFR, 10 Myr", Text.number(sfr10) + " Msun/yr")
                .row("SFR, 100 Myr", Text.number(sfr100) + " Msun/yr")
                .row("L_{TIR}", Text.number(absorbedLuminosity) + " Lsun")
                .row("dust mass", Double.isNaN(dustMass) ? "no dust emission" : Text.number(dustMass) + " Msun");
    }

    @Override
    public String toString() {
        return region + ": stellar mass " + Text.number(stellarMass) + " Msun, SFR(100 Myr) " + Text.number(sfr100)
                + " Msun/yr";
    }
}
