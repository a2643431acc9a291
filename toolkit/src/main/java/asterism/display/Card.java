package asterism.display;

import java.util.ArrayList;
import java.util.List;

/**
 * What a value shows of itself: a title, warnings in words, labelled rows, tables and a closing note.
 *
 * <p>Immutable: every method gives a new card. Text is escaped when it is made into HTML; texts may carry the small
 * markup of {@link Markup} (<code>q_{PAH}</code>, {@code \tau_V}), which becomes sub- and superscripts there; a text without
 * a symbol or a brace, such as {@code SDSS_r}, stands for itself.
 */
public final class Card implements Displayable {

    private final String title;
    private final List<String> warnings;
    private final List<Part> parts;

    private Card(String title, List<String> warnings, List<Part> parts) {
        this.title = title;
        this.warnings = List.copyOf(warnings);
        this.parts = List.copyOf(parts);
    }

    /** An empty card with a title. */
    public static Card of(String title) {
        return new Card(title, List.of(), List.of());
    }

    /** This card with one more warning; warnings are shown above everything else. */
    public Card warning(String text) {
        var more = new ArrayList<>(warnings);
        more.add(text);
        return new Card(title, more, parts);
    }

    /** This card with one more row: a label and its value. */
    public Card row(String label, String value) {
        return plus(new Row(label, value));
    }

    /** This card with one more paragraph of plain text. */
    public Card note(String text) {
        return plus(new Note(text));
    }

    /**
     * This card with a table.
     *
     * @param header column names
     * @param rows   cells, each row as long as the header; a cell that reads as a number is aligned right
     * @throws IllegalArgumentException where a row has another length than the header
     */
    public Card table(List<String> header, List<List<String>> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != header.size()) {
                throw new IllegalArgumentException("card '" + title + "': row " + i + " has "
                        + rows.get(i).size() + " cells, the header has " + header.size());
            }
        }
        return plus(
                new Table(List.copyOf(header), rows.stream().map(List::copyOf).toList()));
    }

    /** This card with another one below it, under its own title. */
    public Card section(Card other) {
        return plus(new Section(other));
    }

    /** This card with another one below it that a page shows folded, as one line to click on; text shows it whole. */
    public Card details(Card other) {
        return plus(new Details(other));
    }

    private Card plus(Part part) {
        var more = new ArrayList<>(parts);
        more.add(part);
        return new Card(title, warnings, more);
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** The warnings, in the order they were added. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Card card() {
        return this;
    }

    @Override
    public String toText() {
        return new CardText(this).text();
    }

    @Override
    public String toHtml() {
        return new CardHtml(this).html();
    }

    @Override
    public String toString() {
        return toText();
    }

    List<Part> parts() {
        return parts;
    }

    sealed interface Part permits Row, Note, Table, Section, Details {}

    record Row(String label, String value) implements Part {}

    record Note(String text) implements Part {}

    record Table(List<String> header, List<List<String>> rows) implements Part {}

    record Section(Card card) implements Part {}

    record Details(Card card) implements Part {}
}
