package asterism.xray;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A catalogue's entries as lines of text, and back. Numbers have all their digits. An entry ends with a line that carries
 * its number and the check sum of its lines, so that what a killed process left half written is known to be that.
 */
final class CatalogueText {

    private static final String TAB = "\t";
    private static final String LIST = ";";
    private static final String END = "end";

    private CatalogueText() {}

    static String write(int number, CatalogueEntry e) {
        var lines = new StringBuilder();
        line(
                lines,
                "problem",
                Integer.toString(number),
                e.problem(),
                e.level().name(),
                join(e.obsids()),
                join(e.excluded()),
                e.band().name(),
                e.aperture().name(),
                e.unit().name(),
                e.engine().map(Enum::name).orElse(""),
                Double.toString(e.rHat()),
                Double.toString(e.ess()),
                Integer.toString(e.divergences()),
                e.detail());
        e.attempts().forEach(a -> line(lines, "attempt", a));
        e.sources().forEach(s -> intensity(lines, "source", s));
        e.backgrounds().forEach(b -> intensity(lines, "background", b));
        var sum = checkSum(lines.toString());
        line(lines, END, Integer.toString(number), sum);
        return lines.toString();
    }

    private static void intensity(StringBuilder lines, String kind, Intensity i) {
        line(
                lines,
                kind,
                i.label(),
                i.unit(),
                i.status().name(),
                i.reason().map(Enum::name).orElse(""),
                i.flags().stream().sorted().map(Enum::name).collect(Collectors.joining(LIST)),
                Double.toString(i.value()),
                Double.toString(i.lower()),
                Double.toString(i.upper()),
                Double.toString(i.modeRaw()),
                Double.toString(i.mean()),
                Double.toString(i.sd()),
                Double.toString(i.median()),
                Double.toString(i.limit95()),
                Double.toString(i.limit9987()));
    }

    private static void line(StringBuilder lines, String... cells) {
        lines.append(Arrays.stream(cells).map(CatalogueText::escape).collect(Collectors.joining(TAB)))
                .append('\n');
    }

    private static String join(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(LIST));
    }

    static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = switch (text.charAt(i)) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> text.charAt(i);
                };
            }
            out.append(c);
        }
        return out.toString();
    }

    private static String checkSum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    /** Whether a line ends an entry. */
    static boolean isEnd(String line) {
        return line.startsWith(END + TAB);
    }

    /**
     * The entry of these lines, if they are whole.
     *
     * @param lines without line ends, the last one that of the check sum
     */
    static Optional<CatalogueEntry> read(int number, List<String> lines) {
        var body = lines.subList(0, lines.size() - 1);
        var text = body.stream().map(l -> l + "\n").collect(Collectors.joining());
        if (!lines.get(lines.size() - 1).equals(END + TAB + number + TAB + checkSum(text))) {
            return Optional.empty();
        }
        var sources = new ArrayList<Intensity>();
        var backgrounds = new ArrayList<Intensity>();
        var attempts = new ArrayList<String>();
        for (var line : body.subList(1, body.size())) {
            var cells = cells(line);
            switch (cells.get(0)) {
                case "source" -> sources.add(intensity(cells));
                case "background" -> backgrounds.add(intensity(cells));
                default -> attempts.add(cells.get(1));
            }
        }
        var c = cells(body.get(0));
        return Optional.of(new CatalogueEntry(
                c.get(2),
                Level.valueOf(c.get(3)),
                numbers(c.get(4)),
                numbers(c.get(5)),
                EnergyBand.valueOf(c.get(6)),
                ApertureType.valueOf(c.get(7)),
                IntensityUnit.valueOf(c.get(8)),
                sources,
                backgrounds,
                c.get(9).isEmpty() ? Optional.empty() : Optional.of(Engine.valueOf(c.get(9))),
                Double.parseDouble(c.get(10)),
                Double.parseDouble(c.get(11)),
                Integer.parseInt(c.get(12)),
                attempts,
                c.get(13)));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(TAB, -1)).map(CatalogueText::unescape).toList();
    }

    private static List<Integer> numbers(String cell) {
        return cell.isEmpty()
                ? List.of()
                : Arrays.stream(cell.split(LIST)).map(Integer::valueOf).toList();
    }

    private static Intensity intensity(List<String> c) {
        double[] v = new double[9];
        for (int i = 0; i < v.length; i++) {
            v[i] = Double.parseDouble(c.get(6 + i));
        }
        return new Intensity(
                c.get(1),
                c.get(2),
                Status.valueOf(c.get(3)),
                c.get(4).isEmpty() ? Optional.empty() : Optional.of(Reason.valueOf(c.get(4))),
                flags(c.get(5)),
                v[0],
                v[1],
                v[2],
                v[3],
                v[4],
                v[5],
                v[6],
                v[7],
                v[8]);
    }

    private static Set<Flag> flags(String cell) {
        var flags = EnumSet.noneOf(Flag.class);
        if (!cell.isEmpty()) {
            Arrays.stream(cell.split(LIST)).map(Flag::valueOf).forEach(flags::add);
        }
        return flags;
    }
}
