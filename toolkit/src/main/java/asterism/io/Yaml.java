package asterism.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Plain YAML files: maps, lists, texts, numbers and truth values, and nothing else.
 *
 * <p>Reading is safe: nothing is constructed from a file. Tags, anchors and aliases, of which hostile files are made, are
 * refused, as are files nested deeper than 40 levels or longer than four million characters.
 */
public final class Yaml {

    private static final int DEEPEST = 40;
    private static final int LONGEST = 4_000_000;
    private static final Set<String> PLAIN_TAGS = Set.of(
            "!",
            Tag.STR.getValue(),
            Tag.INT.getValue(),
            Tag.FLOAT.getValue(),
            Tag.BOOL.getValue(),
            Tag.MAP.getValue(),
            Tag.SEQ.getValue());

    private Yaml() {}

    /**
     * Reads a file.
     *
     * @throws UncheckedIOException     where it is missing or cannot be read
     * @throws IllegalArgumentException where it is no plain YAML; the message names file and line
     */
    public static YamlNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException(file + ": no such file", new NoSuchFileException(file.toString()));
        }
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(file + ": is not a text file in UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     */
    public static YamlNode parse(String name, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(name + ": has " + text.length() + " characters, at most " + LONGEST
                    + " are read; this is no saved model");
        }
        var settings =
                LoadSettings.builder().setLabel(name).setCodePointLimit(LONGEST).build();
        try {
            int depth = 0;
            for (var event : new Parse(settings).parseString(text)) {
                depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
                if (depth > DEEPEST) {
                    throw refused(name, event, "is nested deeper than " + DEEPEST + " levels");
                }
                requirePlain(name, event);
            }
            var root = new Compose(settings).composeString(text);
            return new YamlNode(
                    name, "", root.orElseThrow(() -> new IllegalArgumentException(name + ": the file is empty")));
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(m -> ", line " + (m.getLine() + 1))
                    .orElse("");
            throw new IllegalArgumentException(name + line + ": is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(name + ": is not YAML: " + e.getMessage(), e);
        }
    }

    private static void requirePlain(String name, Event event) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw refused(name, event, "has an anchor (&) or an alias (*), which saved models do not use");
        }
        var tag = event instanceof ScalarEvent scalar
                ? scalar.getTag().orElse("!")
                : event instanceof CollectionStartEvent start ? start.getTag().orElse("!") : "!";
        if (!PLAIN_TAGS.contains(tag)) {
            throw refused(name, event, "has the tag '" + tag + "', which is not read: nothing is made from a file");
        }
    }

    private static IllegalArgumentException refused(String name, Event event, String why) {
        return new IllegalArgumentException(name
                + event.getStartMark().map(m -> ", line " + (m.getLine() + 1)).orElse("") + ": the file " + why);
    }

    /**
     * Writes maps, lists, texts, numbers and truth values. Keys keep their order, a number is read back to the last bit.
     *
     * @throws UncheckedIOException where the file cannot be written
     */
    public static void write(Path file, Map<String, ?> values) {
        try {
            Files.writeString(file, text(values));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** The text that {@link #write} writes. */
    public static String text(Map<String, ?> values) {
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.AUTO)
                .setWidth(140)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings, new Plain(settings)).dumpToString(values);
    }

    /** Numbers so that every reader of YAML takes them for numbers: those of YAML 1.1 want a sign in the exponent. */
    private static final class Plain extends StandardRepresenter {
        Plain(DumpSettings settings) {
            super(settings);
            representers.put(Double.class, value -> representScalar(Tag.FLOAT, number((Double) value)));
        }

        private static String number(double value) {
            if (Double.isInfinite(value)) {
                return value > 0 ? ".inf" : "-.inf";
            }
            return Double.toString(value).replaceFirst("E(?=[0-9])", "E+");
        }
    }
}
