package asterism.torus;

import asterism.unit.Length;

/** A known vertical force, with which a measured one may be compared. */
public interface VerticalPotential {

    /** Acceleration a(z) at each height, kpc/Myr^2, [n]. */
    double[] acceleration(Length pos);

    /** Its gradient a'(z), 1/Myr^2, [n]. */
    double[] accelerationGradient(Length pos);

    /** The force of a fit, for comparisons with it. */
    static VerticalPotential of(TorusFit fit) {
        return new VerticalPotential() {
            @Override
            public double[] acceleration(Length pos) {
                return fit.model().acceleration(pos, fit.parameters());
            }

            @Override
            public double[] accelerationGradient(Length pos) {
                return fit.model().accelerationGradient(pos, fit.parameters());
            }
        };
    }
}
