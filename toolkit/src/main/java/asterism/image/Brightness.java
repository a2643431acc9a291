package asterism.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The free parameters that only scale images: fluxes, skies and log brightnesses, and the knots of a spline taken together.
 * For given shapes the best of them follow from one linear equation, which is solved exactly.
 */
final class Brightness {

    /**
     * What scales an image: the flux is {@code factor} times t.
     *
     * @param free      the parameter of t; of a spline those of all its knots, which t shifts
     * @param amplitude how t is written; NONE for a spline, whose image has the brightness in its shape
     * @param factor    what a link adds
     */
    record Scaling(List<Integer> free, Light.Amplitude amplitude, double factor) {

        /** Whether an image must be made anew where t changes. */
        boolean isShape() {
            return amplitude == Light.Amplitude.NONE;
        }

        /** The common factor t. */
        double flux(double[] theta) {
            return amplitude.flux(theta[free.get(0)]);
        }

        /** Puts a new t into theta; NaN where no value has it. */
        void move(double[] theta, double flux) {
            switch (amplitude) {
                case LINEAR -> theta[free.get(0)] = flux;
                case LOG10 -> theta[free.get(0)] = Math.log10(flux);
                case NONE -> free.forEach(f -> theta[f] += Math.log10(flux));
            }
        }
    }

    private Brightness() {}

    /** How a leaf's image scales with free parameters; empty where it does not. */
    static Optional<Scaling> of(Layout.Leaf leaf) {
        var slots = leaf.slots();
        int first = first(leaf);
        var levels = slots.subList(first, slots.size());
        if (levels.isEmpty()
                || levels.stream().anyMatch(s -> s.free() < 0 || !s.link().isLinear())) {
            return Optional.empty();
        }
        var amplitude = leaf.light().amplitude();
        var link = levels.get(0).link();
        boolean proportional = amplitude == Light.Amplitude.LINEAR
                ? link.offset() == 0
                : levels.stream().allMatch(s -> s.link().factor() == 1);
        double factor =
                switch (amplitude) {
                    case LINEAR -> link.factor();
                    case LOG10 -> Math.pow(10, link.offset());
                    case NONE -> 1;
                };
        return proportional
                ? Optional.of(new Scaling(
                        levels.stream().map(Layout.Slot::free).distinct().toList(), amplitude, factor))
                : Optional.empty();
    }

    /** The first of a leaf's last parameters, which scale its image. */
    private static int first(Layout.Leaf leaf) {
        int n = leaf.slots().size();
        if (leaf.light().amplitude() != Light.Amplitude.NONE) {
            return n - 1;
        }
        return leaf.light() instanceof EllipticalLight ? EllipticalLight.ELLIPSE : n;
    }

    /** What scales images and does nothing else, each once, with the factor of the first leaf that it scales. */
    static List<Scaling> levels(Layout layout) {
        Map<List<Integer>, Scaling> all = new LinkedHashMap<>();
        for (var leaf : layout.leaves()) {
            of(leaf).ifPresent(s -> all.putIfAbsent(s.free(), s));
        }
        return all.values().stream().filter(s -> onlyScales(layout, s)).toList();
    }

    private static boolean onlyScales(Layout layout, Scaling level) {
        for (var leaf : layout.leaves()) {
            var own = of(leaf).filter(s -> s.free().equals(level.free()) && s.amplitude() == level.amplitude());
            int shapes = own.isPresent() ? first(leaf) : leaf.slots().size();
            if (leaf.slots().subList(0, shapes).stream()
                    .anyMatch(s -> level.free().contains(s.free()))) {
                return false;
            }
        }
        return true;
    }
}
