package asterism.xray;

import asterism.data.PhotometryMatrix;
import asterism.display.Card;
import asterism.display.Displayable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * Sources that have to be fitted together, because their apertures or the wings of their PSFs overlap, in all observations of
 * one stack. Each observation keeps its own background.
 *
 * <p>Immutable.
 */
public final class Bundle implements Displayable {

    private final List<ObsidInput> inputs;

    private Bundle(List<ObsidInput> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /**
     * The bundle of these observations; a source of the same name is the same source.
     *
     * @throws IllegalArgumentException where an observation is not complete; the message says what is missing
     */
    public static Bundle of(Observation first, Observation... more) {
        var inputs = new ArrayList<ObsidInput>();
        inputs.add(first.input());
        for (var observation : more) {
            inputs.add(observation.input());
        }
        var stack = inputs.get(0).stack();
        return new Bundle(inputs.stream().map(i -> i.stack(stack)).toList());
    }

    /**
     * The bundle of these inputs, all of one stack; inputs that were not given a stack are of that of the others. Wrong
     * numbers are found when it is solved.
     */
    public static Bundle of(List<ObsidInput> inputs) {
        var stack = inputs.stream()
                .filter(i -> !i.hasOwnStack())
                .findFirst()
                .or(() -> inputs.stream().findFirst())
                .map(ObsidInput::stack);
        return new Bundle(inputs.stream()
                .map(i -> i.hasOwnStack() ? i.stack(stack.orElseThrow()) : i)
                .toList());
    }

    /**
     * Reads the bundle in a FITS file as {@link #save} writes it: a table COUNTS with one row for each aperture, and an image
     * MATRIX for each observation.
     *
     * @throws java.io.UncheckedIOException where the file cannot be read; the message names it
     * @throws IllegalArgumentException     where it holds no bundle, or several (then use {@link #readAll})
     */
    public static Bundle read(Path file) {
        var all = readAll(file);
        if (all.size() != 1) {
            throw new IllegalArgumentException(file.getFileName() + ": holds " + all.size() + " bundles ("
                    + all.stream().map(Bundle::name).collect(Collectors.joining(", ")) + "); use Bundle.readAll(...)");
        }
        return all.get(0);
    }

    /** As {@link #read(Path)}. */
    public static Bundle read(String file) {
        return read(Path.of(file));
    }

    /** Reads all bundles of a FITS file. */
    public static List<Bundle> readAll(Path file) {
        return byName(BundleFile.read(file));
    }

    /** As {@link #readAll(Path)}. */
    public static List<Bundle> readAll(String file) {
        return readAll(Path.of(file));
    }

    /**
     * The bundles of a Tablesaw table with one row for each aperture of each observation.
     *
     * @param table columns {@code obsid}, {@code aperture} (the label of its region, {@code bkg} for the background's),
     *              {@code counts}, {@code area}, and for each source {@code response_<label>}: area and responses are the
     *              entries of F, exposure included. A source whose response is empty in an observation is not in it. There
     *              may be {@code stack}, {@code bundle}, {@code instrument}, {@code band}, {@code aperture_type}, {@code unit}
     *              (a name of {@link IntensityUnit}; photon flux without) and {@code exposure}.
     */
    public static List<Bundle> of(Table table) {
        return byName(BundleTable.read(table));
    }

    private static List<Bundle> byName(List<ObsidInput> inputs) {
        var bundles = new LinkedHashMap<List<String>, List<ObsidInput>>();
        for (var input : inputs) {
            bundles.computeIfAbsent(List.of(input.stack(), input.bundle()), k -> new ArrayList<>())
                    .add(input);
        }
        return bundles.values().stream().map(Bundle::of).toList();
    }

    /** As a Tablesaw table that {@link #of(Table)} reads. */
    public Table table() {
        return BundleTable.write(inputs);
    }

    /** Writes a FITS file that {@link #read} reads, to the last bit; gives this bundle. */
    public Bundle save(Path file) {
        BundleFile.write(file, inputs);
        return this;
    }

    /** As {@link #save(Path)}. */
    public Bundle save(String file) {
        return save(Path.of(file));
    }

    /** Its observations. */
    public List<ObsidInput> inputs() {
        return inputs;
    }

    /** Its name: stack and bundle. */
    public String name() {
        return inputs.isEmpty()
                ? "empty bundle"
                : inputs.get(0).stack() + "/" + inputs.get(0).bundle();
    }

    /** Its problem: all of its sources in all of its observations. */
    public Problem problem() {
        return Problem.of(this);
    }

    /** The posterior of its intensities, exactly; {@link #posterior(AperturePhotometry)} has other engines and summaries. */
    public AperturePosterior posterior() {
        return posterior(AperturePhotometry.exact());
    }

    /** The posterior of its intensities. */
    public AperturePosterior posterior(AperturePhotometry photometry) {
        return photometry.solve(problem());
    }

    /** The augmented photometry matrix: apertures by sources and backgrounds. */
    public PhotometryMatrix matrix() {
        return problem().matrix();
    }

    @Override
    public Card card() {
        var card = Card.of(
                "Bundle " + name() + ": " + inputs.size() + (inputs.size() == 1 ? " observation" : " observations"));
        for (var finding : problem().findings()) {
            card = card.warning(finding.message());
        }
        for (var input : inputs) {
            card = card.section(input.card());
        }
        return card;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bundle b && inputs.equals(b.inputs);
    }

    @Override
    public int hashCode() {
        return inputs.hashCode();
    }

    @Override
    public String toString() {
        return "bundle " + name() + ", " + inputs.size() + " observations";
    }
}
