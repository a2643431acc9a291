"""What happens in cells: output, errors, interrupts, redefinition, renderers, imports, progress."""

import base64
import re
import time
import unittest

from kernel_harness import PATIENCE, KernelCase, text_of


def plain(traceback):
    return re.sub("\x1b\\[[0-9;]*m", "", "\n".join(traceback))


class Output(KernelCase):
    def test_twenty_thousand_lines_arrive_whole_and_in_few_messages(self):
        outputs = self.run_cell('for (int i = 0; i < 20_000; i++) System.out.println("line " + i);')
        lines = text_of(outputs).splitlines()
        self.assertEqual(lines, ["line %d" % i for i in range(20000)])
        self.assertLess(len(outputs), 200)

    def test_the_two_streams_keep_their_order(self):
        outputs = self.run_cell('System.out.print("a"); System.err.print("b"); System.out.print("c");')
        self.assertEqual(
            [(m["content"]["name"], m["content"]["text"]) for m in outputs],
            [("stdout", "a"), ("stderr", "b"), ("stdout", "c")],
        )

    def test_displays_stand_where_they_were_made(self):
        outputs = self.run_cell('System.out.print("a"); display("b"); System.out.print("c");')
        self.assertEqual([m["msg_type"] for m in outputs], ["stream", "display_data", "stream"])

    def test_characters_of_several_bytes_are_not_cut(self):
        text = self.text('for (int i = 0; i < 100_000; i++) System.out.print("\u03b1\U0001d6fc");')
        self.assertEqual(text, "\u03b1\U0001d6fc" * 100000)

    def test_output_appears_while_the_cell_runs(self):
        with self.waiting_cell() as msg_id:
            pass  # its output was there, or the block would not have begun
        self.assertEqual(self.reply_to(msg_id)["content"]["status"], "ok")
        self.outputs_of(msg_id)

    def test_a_background_thread_may_print_after_its_cell(self):
        self.flush_channels()
        self.run_cell(
            "var late = new Thread(() -> { try { Thread.sleep(700); } catch (InterruptedException e) {}"
            ' System.out.println("late"); });\nlate.start();'
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            message = self.iopub()
            if message["msg_type"] == "stream":
                self.assertEqual(message["content"]["text"].strip(), "late")
                return
        self.fail("what the thread printed was lost")


class Errors(KernelCase):
    def test_an_exception_shows_its_class_message_and_line(self):
        error = self.fail_cell('int a = 1;\n\n// a comment\nthrow new IllegalArgumentException("bad a");')
        self.assertEqual(error["ename"], "IllegalArgumentException")
        self.assertEqual(error["evalue"], "bad a")
        trace = plain(error["traceback"])
        self.assertRegex(trace, r"at In\[\d+\] line 4")
        self.assertNotRegex(trace, "jdk.jshell|REPL|asterism.kernel|do_it|reflect")

    def test_causes_are_shown_with_their_lines(self):
        error = self.fail_cell(
            "void inner() {\n  Integer.parseInt(\"x\");\n}\ntry { inner(); }\n"
            'catch (Exception e) {\n  throw new RuntimeException("outer", e);\n}'
        )
        trace = plain(error["traceback"])
        self.assertRegex(trace, r"RuntimeException: outer\n    at In\[\d+\] line 6")
        self.assertIn('caused by java.lang.NumberFormatException: For input string: "x"', trace)
        self.assertRegex(trace, r"line 2 in inner")

    def test_a_line_of_an_earlier_cell_is_named(self):
        self.run_cell("int divide(int n) {\n    return 1 / n;\n}")
        trace = plain(self.fail_cell("divide(0)")["traceback"])
        numbers = re.findall(r"In\[(\d+)\] line (\d+)", trace)
        self.assertEqual([line for _, line in numbers], ["2", "1"])
        self.assertEqual(int(numbers[1][0]), int(numbers[0][0]) + 1)

    def test_a_compile_error_has_line_and_caret(self):
        error = self.fail_cell("int one = 1;\nint two = one + mistake(3);")
        self.assertEqual(error["ename"], "CompileError")
        trace = plain(error["traceback"])
        self.assertRegex(trace, r"In\[\d+\] line 2")
        self.assertIn("    int two = one + mistake(3);\n" + " " * 20 + "^^^^^^^\n", trace)
        self.assertIn("symbol:   method mistake(int)", trace)

    def test_a_cell_with_a_syntax_error_runs_not_at_all(self):
        self.fail_cell("int never = 1;\nint x = = 3;")
        self.assertEqual(self.fail_cell("never")["ename"], "CompileError")

    def test_a_message_of_the_toolkit_comes_through(self):
        error = self.fail_cell("uniform(3, 0)")
        self.assertEqual(error["ename"], "IllegalArgumentException")
        self.assertIn("lo < hi", error["evalue"])

    def test_code_that_uses_what_is_not_declared_says_what(self):
        self.run_cell("int later() { return notYet(); }")
        self.assertIn("notYet()", self.fail_cell("later()")["evalue"])
        self.run_cell("int notYet() { return 5; }")
        self.assertEqual(self.shown("later()")["data"]["text/plain"], "5")

    def test_redefining_a_class_says_which_variables_are_gone(self):
        self.run_cell("record Star(double mass) {}\nvar sun = new Star(1);")
        text = self.text("record Star(double mass, double age) {}", "stderr")
        self.assertIn("Star was redefined", text)
        self.assertIn("sun", text)

    def test_an_error_that_overflows_the_stack_does_not_end_the_kernel(self):
        self.run_cell("int deep(int n) { return deep(n + 1) + 1; }")
        self.assertEqual(self.fail_cell("deep(0)")["ename"], "StackOverflowError")
        self.assertEqual(self.shown("1 + 1")["data"]["text/plain"], "2")

    def test_an_exception_whose_message_throws(self):
        self.run_cell(
            "class Odd extends RuntimeException { public String getMessage() { throw new AssertionError(); } }"
        )
        self.assertEqual(self.fail_cell("throw new Odd();")["ename"], "Odd")
        self.assertEqual(self.shown("1 + 1")["data"]["text/plain"], "2")


class Interrupts(KernelCase):
    def interrupt(self, code, begun, within):
        """Runs a cell, interrupts it where it has published what tells that it has begun; gives its reply and outputs.
        It must return in time, at the latest at the third try: another program may have the processor."""
        times = []
        while not times or (times[-1] >= within and len(times) < 3):
            self.flush_channels()
            msg_id = self.send(code)
            self.wait_for(begun)
            begin = time.monotonic()
            self.km.interrupt_kernel()
            reply = self.reply_to(msg_id)
            times.append(time.monotonic() - begin)
            outputs = self.outputs_of(msg_id)
        self.assertLess(times[-1], within, times)
        return reply["content"], outputs

    @staticmethod
    def has_printed(message):
        return message["msg_type"] == "stream"

    @staticmethod
    def shows(pattern):
        return lambda message: re.search(pattern, message["content"].get("data", {}).get("text/plain", ""))

    def test_sleep(self):
        code = '{ System.out.println("asleep"); Thread.sleep(60_000); }'
        reply, _ = self.interrupt(code, self.has_printed, within=1.0)
        self.assertEqual(reply["ename"], "Interrupted")

    def test_a_loop_that_reports_progress_keeps_what_it_has(self):
        reply, outputs = self.interrupt(
            'var p = Progress.begin("loop", 0);\nlong n = 0;\n'
            'while (!p.update(++n, "turning")) { Math.sqrt(n); }\np.close();\nn > 0',
            self.shows("turning"),
            within=1.0,
        )
        self.assertEqual(reply["status"], "ok")
        result = [m for m in outputs if m["msg_type"] == "execute_result"]
        self.assertEqual(result[0]["content"]["data"]["text/plain"], "true")

    def test_a_busy_loop_that_does_not_look(self):
        code = '{ System.out.println("busy"); long k = 0; while (k >= 0) { k = (k + 1) % 1000; } }'
        reply, _ = self.interrupt(code, self.has_printed, within=5.0)
        self.assertEqual(reply["ename"], "Interrupted")
        self.assertEqual(self.shown("1 + 1")["data"]["text/plain"], "2")

    def test_a_fit_keeps_what_was_sampled(self):
        self.run_cell(
            'var whole = Photometry.read(Datasets.ngc628(), "FNU_OBS").missing(0.0).calibrationError("*", 0.1);\n'
            'var inner = Photometry.read(Datasets.ngc628(), "FNU_CENT_OBS").missing(0.0).calibrationError("*", 0.1);\n'
            "var sed = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), Calzetti.law(), DraineLi07.dust()).at(mpc(7.3))\n"
            "    .fix(Pegase.Z_MET, 0.02).fix(DraineLi07.ALPHA, 2).fix(DraineLi07.U_MAX, 3e5).fix(DraineLi07.Q_PAH, 0.02)\n"
            "    .prior(Calzetti.TAU_V, uniform(0, 3)).prior(DraineLi07.U_MIN, uniform(0.1, 25))\n"
            "    .prior(DraineLi07.GAMMA, uniform(0, 1)).prior(PiecewiseSfh.PSI, uniform(0, 10));\n"
            'var model = RegionModel.of(RegionPhotometry.ofTotal(whole).region("center", inner).remainder("disk"))\n'
            '    .region("center", sed).region("disk", sed).modelError(0.1);'
        )
        reply, outputs = self.interrupt(
            "var fit = model.sample(ensemble().walkers(64).steps(2_000_000).thin(1000).seed(1));\nfit",
            self.shows("[1-9] % of"),
            within=3.0,  # a second on a machine that does nothing else
        )
        self.assertEqual(reply["status"], "ok", reply)
        shown = [m["content"]["data"]["text/plain"] for m in outputs if m["msg_type"] == "execute_result"]
        self.assertIn("interrupted", shown[0])

    def test_an_interrupt_between_cells_does_no_harm(self):
        self.run_cell("1")
        self.km.interrupt_kernel()
        time.sleep(0.3)
        self.assertEqual(self.shown("Thread.sleep(50); 4 + 4")["data"]["text/plain"], "8")

    def test_waiting_for_input(self):
        self.flush_channels()
        msg_id = self.kc.execute("new Scanner(System.in).nextLine()", allow_stdin=True)
        self.kc.get_stdin_msg(timeout=PATIENCE)
        self.km.interrupt_kernel()
        self.assertEqual(self.reply_to(msg_id)["content"]["status"], "error")
        self.outputs_of(msg_id)
        self.assertEqual(self.shown("1 + 1")["data"]["text/plain"], "2")


FIGURE = """
class Dot implements Figure {
    public int width() { return 300; }
    public int height() { return 200; }
    public void paint(java.awt.Graphics2D g) { g.fillOval(100, 50, 100, 100); }
}
"""


class Renderers(KernelCase):
    def test_an_error_in_a_renderer_falls_back_to_text(self):
        self.run_cell(
            "record Bad() implements asterism.display.Displayable {\n"
            '  public asterism.display.Card card() { throw new NoClassDefFoundError("some/Library"); } }'
        )
        self.assertIn("could not be shown", self.shown("new Bad()")["data"]["text/plain"])
        self.assertEqual(self.shown("1 + 1")["data"]["text/plain"], "2")

    def test_an_error_in_to_string_falls_back_to_the_class(self):
        self.run_cell('class Worse { public String toString() { throw new InternalError("font"); } }')
        self.assertIn("Worse", self.shown("new Worse()")["data"]["text/plain"])
        self.assertEqual(self.shown("1 + 1")["data"]["text/plain"], "2")

    def test_null_and_assignments_and_declarations_show_nothing(self):
        for code in ("String nothing = null;\nnothing", "int m = 4;", "m = 5", "var v = 3"):
            self.assertEqual([m for m in self.run_cell(code) if m["msg_type"] == "execute_result"], [], code)

    def test_arrays_show_their_shape_and_elements(self):
        self.assertEqual(self.shown("new double[] {1, 2.5}")["data"]["text/plain"], "double[2] {1.0, 2.5}")
        self.assertEqual(
            self.shown("new double[][] {{1, 2}, {3, 4}, {5, 6}}")["data"]["text/plain"],
            "double[3][2] {\n  {1.0, 2.0},\n  {3.0, 4.0},\n  {5.0, 6.0}\n}",
        )
        self.assertEqual(
            self.shown("IntStream.range(0, 1000).toArray()")["data"]["text/plain"],
            "int[1000] {0, 1, 2, 3, 4, 5, 6, 7, ..., 997, 998, 999}",
        )
        self.assertEqual(self.shown('new String[] {"a", null}')["data"]["text/plain"], 'String[2] {"a", null}')

    def test_collections(self):
        self.assertEqual(self.shown('List.of("a", "b")')["data"]["text/plain"], '["a", "b"]')
        self.assertTrue(self.shown("Collections.nCopies(50, 1)")["data"]["text/plain"].startswith("50 elements [1, 1"))

    def test_a_displayable_shows_text_and_html(self):
        data = self.shown('Card.of("a title").row("x < y", "1")')["data"]
        self.assertIn("a title", data["text/plain"])
        self.assertIn("x &lt; y", data["text/html"])

    def test_a_figure_shows_as_png_of_double_resolution(self):
        self.run_cell(FIGURE)
        shown = self.shown("new Dot()")
        png = base64.b64decode(shown["data"]["image/png"])
        self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(int.from_bytes(png[16:20], "big"), 600)
        self.assertEqual(shown["metadata"]["image/png"], {"width": 300, "height": 200})
        svg = self.shown("svg(new Dot())")["data"]["text/html"]
        self.assertIn('src="data:image/svg+xml;base64,', svg)

    def test_a_chart_shows_as_png(self):
        data = self.shown(
            "var chart = new org.knowm.xchart.XYChart(300, 200);\n"
            'chart.addSeries("s", new double[] {1, 2}, new double[] {3, 4});\nchart'
        )["data"]
        self.assertIn("image/png", data)

    def test_a_table_shows_head_and_tail_escaped(self):
        self.run_cell(
            "import tech.tablesaw.api.*;\n"
            'var table = Table.create("t", DoubleColumn.create("a<b", IntStream.range(0, 100).asDoubleStream().toArray()));'
        )
        data = self.shown("table")["data"]
        self.assertIn("a&lt;b", data["text/html"])
        self.assertIn("100 rows x 1 column", data["text/plain"])
        self.assertEqual(data["text/html"].count("<tr>"), 1 + 12 + 1 + 5)


class Notebook(KernelCase):
    def test_what_a_notebook_needs_is_imported(self):
        for code in ("uniform(0, 1)", "List.of(1)", "Path.of(\"x\")", "Stream.of(1).toList()", "parameter(\"a\", \"mJy\")"):
            self.shown(code)
        self.run_cell("Table t = null; asterism.display.Card c = null; Prior p = null; Parameter q = null;")

    def test_progress_updates_one_display_at_most_ten_times_a_second(self):
        outputs = self.run_cell(
            'try (var p = Progress.begin("counting", 100)) {\n'
            '  for (int i = 1; i <= 100; i++) { Thread.sleep(10); p.update(i, "i = " + i); }\n}'
        )
        kinds = [m["msg_type"] for m in outputs]
        self.assertEqual(kinds[0], "display_data")
        self.assertTrue(all(k == "update_display_data" for k in kinds[1:]), kinds)
        self.assertLessEqual(len(kinds), 20)
        self.assertEqual(len({m["content"]["transient"]["display_id"] for m in outputs}), 1)
        last = outputs[-1]["content"]["data"]
        self.assertIn("100 % of 100", last["text/plain"])
        self.assertIn("width:100%", last["text/html"])
        self.assertIn("i = 100", last["text/plain"])

    def test_commands(self):
        self.assertIn("%maven", self.text("%lsmagic"))
        self.assertRegex(self.text("%%time\nThread.sleep(5);"), r"\d+ ms")
        self.assertIn("%jars", self.fail_cell("%no_such")["evalue"])
        self.assertIn("nothing matches", self.fail_cell("%jars /no/such/*.jar")["evalue"])
        self.assertIn("group:artifact:version", self.fail_cell("%maven nonsense")["evalue"])

    def test_a_command_between_statements(self):
        outputs = self.run_cell("int before = 1;\n%lsmagic\nint after = before + 1;\nafter")
        self.assertEqual([m["msg_type"] for m in outputs], ["stream", "execute_result"])

    def test_a_percent_sign_inside_code_is_no_command(self):
        self.assertEqual(self.shown("int k = 3;\n7\n%k")["data"]["text/plain"], "1")

    def test_a_chain_over_lines(self):
        code = "var chain = List.of(3, 1, 2).stream()\n    // sorted\n\n    .sorted()\n    .toList();\nchain"
        self.assertEqual(self.shown(code)["data"]["text/plain"], "[1, 2, 3]")


if __name__ == "__main__":
    unittest.main()
