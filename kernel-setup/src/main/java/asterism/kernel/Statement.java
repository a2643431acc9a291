package asterism.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/**
 * One statement, declaration or expression of a cell, or one line magic.
 *
 * @param source    the code, without the blank and the comments before it, completed by a semicolon where one was missing
 * @param line      line of the cell in which it begins, from 1
 * @param column    column in which it begins, from 0
 * @param isMagic   whether it is a line magic: {@code %jars lib/*.jar}
 * @param isComplete whether it can end here
 */
record Statement(String source, int line, int column, boolean isMagic, boolean isComplete) {

    /** Splits a cell. Never throws: what cannot be parsed is one statement that the compiler will complain about. */
    static List<Statement> split(String cell, SourceCodeAnalysis analysis) {
        var all = new ArrayList<Statement>();
        int at = skipBlank(cell, 0);
        while (at < cell.length()) {
            if (cell.charAt(at) == '%') {
                int end = cell.indexOf('\n', at);
                end = end < 0 ? cell.length() : end;
                all.add(of(cell, at, cell.substring(at, end).strip(), true, true));
                at = skipBlank(cell, end);
                continue;
            }
            int limit = nextMagic(cell, at, analysis);
            var rest = cell.substring(at, limit);
            var info = analysis.analyzeCompletion(rest);
            boolean complete = info.completeness() != Completeness.DEFINITELY_INCOMPLETE
                    && info.completeness() != Completeness.UNKNOWN;
            if (!complete || info.source() == null) {
                all.add(of(cell, at, rest.stripTrailing(), false, info.completeness() == Completeness.UNKNOWN));
                at = skipBlank(cell, limit);
            } else {
                if (info.completeness() != Completeness.EMPTY) {
                    all.add(of(cell, at, info.source(), false, true));
                }
                int next = limit - info.remaining().length();
                at = skipBlank(cell, next > at ? next : limit);
            }
        }
        return all;
    }

    private static Statement of(String cell, int at, String source, boolean isMagic, boolean isComplete) {
        int line =
                1 + (int) cell.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - (cell.lastIndexOf('\n', at - 1) + 1);
        return new Statement(source, line, column, isMagic, isComplete);
    }

    /** Where the code before a line magic ends: at the first line with one where the code before it is complete. */
    private static int nextMagic(String cell, int from, SourceCodeAnalysis analysis) {
        int at = cell.indexOf('\n', from);
        while (at >= 0) {
            int line = skipSpaces(cell, at + 1);
            if (Magics.beginsAt(cell, line) && endsAt(cell.substring(from, at), analysis)) {
                return at + 1;
            }
            at = cell.indexOf('\n', at + 1);
        }
        return cell.length();
    }

    private static boolean endsAt(String code, SourceCodeAnalysis analysis) {
        var rest = code;
        while (!rest.isBlank()) {
            var info = analysis.analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                return true;
            }
            if (!info.completeness().isComplete()) {
                return false;
            }
            rest = info.remaining();
        }
        return true;
    }

    /** Index of the first character from there on that is neither blank nor in a comment. */
    static int skipBlank(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at) && text.indexOf("*/", at + 2) >= 0) {
                at = text.indexOf("*/", at + 2) + 2;
            } else {
                return at;
            }
        }
        return at;
    }

    private static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
