package asterism.xray;

import asterism.ReferenceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Inputs of the reference files as values. */
final class ReferenceInputs {

    private ReferenceInputs() {}

    /** The observations of a case; unit, camera, band and apertures stand beside them. */
    static List<ObsidInput> inputs(ReferenceJson test, List<ReferenceJson> obsids) {
        var unit = test.has("flux_unit")
                ? IntensityUnit.valueOf(test.get("flux_unit").text())
                : IntensityUnit.NET_COUNTS;
        var inputs = new ArrayList<ObsidInput>();
        for (var o : obsids) {
            var input = ObsidInput.of(
                            o.get("obsid").integer(),
                            unit,
                            o.get("regions").texts(),
                            o.get("F").rows(),
                            o.get("C").numbers())
                    .stack(o.get("stack").text());
            input = o.has("bundle") ? input.bundle(o.get("bundle").text()) : input;
            input = o.has("exposure_s") ? input.exposure(o.get("exposure_s").number()) : input;
            input = test.has("instrument")
                    ? input.instrument(Instrument.valueOf(test.get("instrument").text()))
                    : input;
            input = test.has("band") ? input.band(EnergyBand.of(test.get("band").text())) : input;
            input = test.has("aperture")
                    ? input.apertureType(
                            ApertureType.valueOf(test.get("aperture").text().toUpperCase(Locale.ROOT)))
                    : input;
            inputs.add(input);
        }
        return inputs;
    }

    static List<MasterAssociation> associations(ReferenceJson test) {
        var associations = new ArrayList<MasterAssociation>();
        for (var a : test.get("associations").list()) {
            var association = MasterAssociation.master(a.get("master").text());
            for (var m : a.get("members").list()) {
                association =
                        association.with(m.get("stack").text(), m.get("region").text());
            }
            associations.add(association);
        }
        return associations;
    }

    /** The problem of a posterior case, tNN: its first master source, or all sources. */
    static Problem problem(ReferenceJson test) {
        var inputs = inputs(test, test.get("obsids").list());
        if (test.get("level").text().equals("master")) {
            var all = test.get("source_ids").texts();
            return Problem.master(all.get(0), associations(test), inputs);
        }
        return Problem.of(Bundle.of(inputs));
    }
}
