package asterism.torus;

import asterism.unit.Length;

/** A known vertical force, with which a measured one may be compared. */
public interface VerticalPotential {

    /** Acceleration a(z) at each height, kpc/Myr^2, [n]. */
    double[] acceleration(Length pos);

    /** Its gradient a'(z), 1/Myr^2, [n]. */
    double[] accelerationGradient(Length pos);
}
