package asterism.region;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.sed.BoundSed;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

    /** One of the numbers: its short name, label, unit and where it stands. */
    record Quantity(String name, String label, String unit, ToDoubleFunction<Derived> value) {}

    static final List<Quantity> QUANTITIES = List.of(
            new Quantity("stellarMass", "stellar mass", "Msun", Derived::stellarMass),
            new Quantity("massFormed", "stellar mass formed", "Msun", Derived::massFormed),
            new Quantity("sfr10", "SFR, last 10 Myr", "Msun/yr", Derived::sfr10),
            new Quantity("sfr100", "SFR, last 100 Myr", "Msun/yr", Derived::sfr100),
            new Quantity("specificSfr", "SFR (100 Myr) / stellar mass", "1/yr", Derived::specificSfr),
            new Quantity("lTIR", "L_{TIR}", "Lsun", Derived::absorbedLuminosity),
            new Quantity("dustMass", "dust mass", "Msun", Derived::dustMass));

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

    /** Of all regions together. */
    static Derived sum(List<Derived> regions) {
        return new Derived(
                RegionPhotometry.TOTAL,
                regions.stream().mapToDouble(Derived::stellarMass).sum(),
                regions.stream().mapToDouble(Derived::massFormed).sum(),
                regions.stream().mapToDouble(Derived::sfr10).sum(),
                regions.stream().mapToDouble(Derived::sfr100).sum(),
                regions.stream().mapToDouble(Derived::absorbedLuminosity).sum(),
                regions.stream().mapToDouble(Derived::dustMass).sum());
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
