package asterism.plot;

import asterism.param.Parameter;

/** Units as they are printed: {@code Msun/yr} with the sign of the Sun. */
final class UnitText {

    private UnitText() {}

    /** A parameter's label with its unit in brackets. */
    static String labelled(Parameter parameter) {
        return parameter.unit().isEmpty()
                ? parameter.latex()
                : parameter.latex() + " [" + markup(parameter.unit()) + "]";
    }

    static String markup(String unit) {
        return unit.replaceAll("\\b([MLZR])sun\\b", "$1_{\\\\odot}")
                .replaceAll("\\bum\\b", "\u03bcm")
                .replaceAll("(?<=[A-Za-z}])([-+]?[0-9]+)\\b", "^{$1}");
    }
}
