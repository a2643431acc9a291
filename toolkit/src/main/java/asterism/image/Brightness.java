package asterism.image;

import java.util.ArrayList;
import java.util.List;

/**
 * The free parameters that only scale images: fluxes, skies and log brightnesses. For given shapes the best of them follow
 * from one linear equation, which is solved exactly.
 */
final class Brightness {

    /** A parameter that scales images: the flux of each is {@code factor} times t. */
    record Scaling(int free, Light.Amplitude amplitude, double factor) {

        /** The common factor t of a value of the parameter. */
        double flux(double value) {
            return amplitude.flux(value);
        }

        double value(double flux) {
            return amplitude == Light.Amplitude.LOG10 ? Math.log10(flux) : flux;
        }
    }

    private Brightness() {}

    /** How the scaling brightness of a leaf follows from a free parameter; empty where it does not scale with it. */
    static List<Scaling> of(Layout.Leaf leaf) {
        var amplitude = leaf.light().amplitude();
        var slots = leaf.slots();
        if (amplitude == Light.Amplitude.NONE) {
            return List.of();
        }
        var slot = slots.get(slots.size() - 1);
        var link = slot.link();
        if (slot.free() < 0 || !link.isLinear()) {
            return List.of();
        }
        if (amplitude == Light.Amplitude.LOG10) {
            return link.factor() == 1
                    ? List.of(new Scaling(slot.free(), amplitude, Math.pow(10, link.offset())))
                    : List.of();
        }
        return link.offset() == 0 ? List.of(new Scaling(slot.free(), amplitude, link.factor())) : List.of();
    }

    /** The free parameters that scale images and do nothing else. */
    static List<Integer> scalingParameters(Layout layout) {
        var out = new ArrayList<Integer>();
        for (int f = 0; f < layout.free().size(); f++) {
            if (onlyScales(layout, f)) {
                out.add(f);
            }
        }
        return out;
    }

    private static boolean onlyScales(Layout layout, int f) {
        Light.Amplitude kind = Light.Amplitude.NONE;
        for (var leaf : layout.leaves()) {
            var slots = leaf.slots();
            for (int s = 0; s < slots.size(); s++) {
                if (slots.get(s).free() != f) {
                    continue;
                }
                var scaling = of(leaf);
                if (s < slots.size() - 1
                        || scaling.isEmpty()
                        || (kind != Light.Amplitude.NONE
                                && kind != scaling.get(0).amplitude())) {
                    return false;
                }
                kind = scaling.get(0).amplitude();
            }
        }
        return kind != Light.Amplitude.NONE;
    }
}
