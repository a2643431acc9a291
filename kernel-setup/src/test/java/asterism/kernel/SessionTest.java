package asterism.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.kernel.show.Imports;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static Session session;
    private static CodeHelp help;
    private int cell = 1;

    @BeforeAll
    static void start() {
        session = new Session();
        session.importAll(Imports.statements());
        help = new CodeHelp(session);
    }

    @AfterAll
    static void end() {
        session.close();
    }

    private @Nullable Object run(String code) throws CellFailure {
        return session.run(code, cell++);
    }

    private List<Statement> split(String code) {
        return Statement.split(code, session.analysis());
    }

    @Test
    void aCellIsSplitIntoStatementsWithTheirLines() {
        var statements = split("int a = 1;\n\n// why\nint b = 2; a + b");
        assertThat(statements).extracting(Statement::source).containsExactly("int a = 1;", "int b = 2;", "a + b");
        assertThat(statements).extracting(Statement::line).containsExactly(1, 4, 4);
        assertThat(statements).extracting(Statement::column).containsExactly(0, 0, 11);
    }

    @Test
    void commandsStandBetweenStatementsButNotInsideThem() {
        assertThat(split("int a = 1;\n%jars x.jar\nint b = 2;"))
                .extracting(Statement::isMagic)
                .containsExactly(false, true, false);
        assertThat(split("var text = \"\"\"\n%jars x.jar\n\"\"\";")).hasSize(1);
        assertThat(split("int r = 17\n    %time;")).hasSize(1);
    }

    @Test
    void anEmptyCellIsNothing() throws CellFailure {
        assertThat(split("")).isEmpty();
        assertThat(split("  // only a comment\n /* and another */ ")).isEmpty();
        assertThat(run("")).isNull();
    }

    @Test
    void theLastExpressionIsTheResultAndNothingElseIs() throws CellFailure {
        assertThat(run("6 * 7")).isEqualTo(42);
        assertThat(run("var seven = 7;")).isNull();
        assertThat(run("seven")).isEqualTo(7);
        assertThat(run("seven = 8;")).isNull();
        assertThat(run("seven; int eight = 8;")).isNull();
        assertThat(run("if (seven > 0) { seven++; }")).isNull();
    }

    @Test
    void aCompileErrorPointsAtTheWord() {
        assertThatThrownBy(() -> run("int a = 1;\nint c = a + wrong;"))
                .isInstanceOfSatisfying(CellFailure.class, failure -> {
                    assertThat(failure.name()).isEqualTo("CompileError");
                    assertThat(plain(failure)).contains("line 2\n    int c = a + wrong;\n                ^^^^^\n");
                });
    }

    @Test
    void aNameThatIsNotThereIsAnsweredWithThoseThatAre() throws CellFailure {
        run("int walkers = 64;");
        assertThat(refusal("var n = walker + 1;")).contains("did you mean 'walkers'?");
        assertThat(refusal("var s = ensemble().wakers(64).seed(1);")).contains("did you mean 'walkers'?");
        assertThat(refusal("nutz()")).contains("did you mean 'nuts'?");
        assertThat(refusal("rHat(1.01).effectiveSamples(1000)"))
                .contains("there is: ")
                .contains("ess")
                .doesNotContain("hashCode");
        assertThat(refusal("\"text\".effectiveSamples()")).doesNotContain("there is"); // too many to list
    }

    @Test
    void aVariableIsNotMistakenForAMethodUnlessItsBracketsAreMissing() {
        assertThat(refusal("int n = one + 1;")).contains("variable one").doesNotContain("did you mean");
        assertThat(refusal("var e = ensemble;")).contains("did you mean 'ensemble()'?");
        assertThat(refusal("var r = ensemble().card;")).contains("did you mean 'card()'?");
        assertThat(refusal("var w = ensemble().walkers;")).contains("did you mean 'walkers(...)'?");
    }

    @Test
    void theCaretStandsUnderTheNameThatIsWrong() {
        assertThat(refusal("ensemble().wakers(64)"))
                .contains("\n    ensemble().wakers(64)\n               ^^^^^^\ncannot find symbol");
        assertThat(refusal("var s = ensemble()\n    // so many\n    .wakers(64);"))
                .contains("line 3\n        .wakers(64);\n         ^^^^^^\ncannot find symbol");
    }

    @Test
    void framesOfACauseThatStandAboveAlreadyAreNotRepeated() {
        assertThat(refusal("Photometry.read(\"no-such-file.fits\", \"FNU\")"))
                .endsWith("caused by java.nio.file.NoSuchFileException: no-such-file.fits");
    }

    private String refusal(String code) {
        try {
            return "not refused: " + run(code);
        } catch (CellFailure failure) {
            return plain(failure);
        }
    }

    @Test
    void aFailureHasItsLineAndNoFrameOfOurs() {
        assertThatThrownBy(
                        () -> run("int n = 0;\n\nvar list = List.of(1).stream()\n    .map(i -> i / n)\n    .toList();"))
                .isInstanceOfSatisfying(CellFailure.class, failure -> {
                    assertThat(failure.name()).isEqualTo("ArithmeticException");
                    assertThat(failure.message()).isEqualTo("/ by zero");
                    assertThat(plain(failure)).contains("line 4").doesNotContain("asterism", "REPL", "jshell", "do_it");
                });
    }

    @Test
    void longTracesAreCutInTheMiddle() throws CellFailure {
        run(
                "int down(int n) {\n  if (n == 0) throw new IllegalStateException(\"bottom\");\n  return down(n - 1) + 1;\n}");
        run("int level0(int n) { return down(n); }\nint level1(int n) { return level0(n); }");
        assertThatThrownBy(() -> run("IntStream.of(1).map(i -> IntStream.of(2).map(j -> level1(3)).sum()).sum()"))
                .isInstanceOfSatisfying(CellFailure.class, failure -> {
                    assertThat(plain(failure)).contains(" more");
                    assertThat(failure.traceback()).hasSizeLessThan(16);
                });
    }

    @Test
    void completenessTellsUnfinishedFromWrong() {
        assertThat(status("int a = 1;")).isEqualTo("complete");
        assertThat(status("undeclared.call()")).isEqualTo("complete");
        assertThat(status("for (;;) {")).isEqualTo("incomplete");
        assertThat(status("int x = = 3;")).isEqualTo("invalid");
        assertThat(status("import java.util.*;")).isEqualTo("complete");
        assertThat(status("record P(int a) { P { } }")).isEqualTo("complete");
        assertThat(help.completeness("if (true) {").get("indent")).isEqualTo("    ");
    }

    private static String status(String code) {
        return String.valueOf(help.completeness(code).get("status"));
    }

    @Test
    void completionOffersMembersOfTheStatementAtTheCursor() {
        assertThat(matches("int a = 1;\n\"x\".isBl")).isEqualTo(List.of("isBlank()"));
        assertThat(matches("unifo").contains("uniform(")).isTrue();
        assertThat(matches("%cl")).isEqualTo(List.of("%classpath"));
        assertThat(matches("%%t")).isEqualTo(List.of("%%time"));
        assertThat(matches("nothingLikeThis.x")).isEqualTo(List.of());
    }

    private static List<?> matches(String code) {
        return help.completions(code, code.length()).get("matches") instanceof List<?> all ? all : List.of();
    }

    @Test
    void inspectionWorksJustInsideABracket() {
        assertThat(help.inspection("Math.sqrt(", 10)).containsEntry("found", true);
        assertThat(help.inspection("Math.sqrt(2)", 7)).containsEntry("found", true);
        assertThat(help.inspection("nope(", 5))
                .isEqualTo(Map.of("status", "ok", "found", false, "data", Map.of(), "metadata", Map.of()));
    }

    @Test
    void completionOffersLastWhatEveryObjectHas() {
        assertThat(matches("ensemble()."))
                .asString()
                .containsSubsequence("burnIn(", "walkers(", "equals(", "getClass()", "hashCode()");
    }

    @Test
    void inspectionShowsTheDocumentationOfTheToolkit() {
        assertThat(inspect("uniform(0, 1)", 3))
                .isEqualTo("Prior Prior.uniform(double lo, double hi)\n    Constant between lo and hi.\n");
        var name = Runtime.version().feature() < 25 ? " n" : ""; // JShell of Java 25 leaves it out
        assertThat(inspect("ensemble().walkers(64)", 14)).contains("walkers(int" + name + ")\n    ");
        assertThat(inspect("DraineLi07.Q_PAH", 14)).startsWith("Parameter DraineLi07.Q_PAH\n    ");
        assertThat(inspect("DraineLi07", 3)).startsWith("asterism.sed.DraineLi07\n    ");
    }

    private static String inspect(String code, int cursor) {
        return help.inspection(code, cursor).get("data") instanceof Map<?, ?> data
                ? String.valueOf(data.get("text/plain"))
                : "";
    }

    @Test
    void documentationIsPlainText() {
        assertThat(JavadocText.of("Gives {@code a < b}.<p>See {@link List}.<ul><li>one<li>two</ul> &lt;"))
                .isEqualTo("Gives a < b.\nSee List.\n\n- one\n- two\n<");
        assertThat(JavadocText.of(
                        "As {@link #of(double)} and {@link Sed#at}, {@link Sed#at(Distance, double) far away}."))
                .isEqualTo("As of(double) and Sed.at, far away.");
        assertThat(JavadocText.of("One two\n three.\n\n " + "0123456789 ".repeat(8)))
                .isEqualTo("One two three.\n\n" + "0123456789 ".repeat(6).strip() + "\n0123456789 0123456789");
        assertThat(JavadocText.of("Sum.\n\n @param a  the first\n @return a + b"))
                .isEqualTo("Sum.\n\na: the first\ngives: a + b");
    }

    @Test
    void commandsAreTakenApart() {
        assertThat(Magics.name("%jars a b")).isEqualTo("jars");
        assertThat(Magics.rest("%jars a b")).isEqualTo("a b");
        assertThat(Magics.beginsAt("%jarsx", 0)).isFalse();
        assertThat(Maven.pom(List.of("g:a:1", "g:b:jar:tests:2")))
                .contains("<artifactId>a</artifactId><version>1</version>")
                .contains("<classifier>tests</classifier><version>2</version>");
    }

    private static String plain(CellFailure failure) {
        return String.join("\n", failure.traceback()).replaceAll("\033\\[[0-9;]*m", "");
    }
}
