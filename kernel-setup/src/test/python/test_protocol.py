"""Debian's jupyter_kernel_test, and what it does not ask of the protocol."""

import unittest

import jupyter_kernel_test
from kernel_harness import PATIENCE, KernelCase


class Protocol(KernelCase, jupyter_kernel_test.KernelTests):
    """The base class's time-outs of 0.1 s and of none at all are replaced by those of KernelCase."""

    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Math.sqr", "matches": {"sqrt("}},
        {"text": "var s = new StringBuil", "matches": {"StringBuilder("}},
        {"text": 'int zero = 0;\n"abc".subS', "matches": {"subSequence("}},
    ]
    complete_code_samples = ["int x = 3;", "1 + 1", "for (int i = 0; i < 3; i++) {\n}", "var y = 3;\ny", "%lsmagic"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "foo(", 'var t = """\nx', "1 +"]
    invalid_code_samples = ["int x = = 3;", "}", "int x = = 3;\nx"]
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + 1', "result": "a1"},
        {"code": "Math.sqrt(2)", "result": "1.4142135623730951"},
    ]
    code_display_data = [{"code": 'display(html("<b>x</b>"));', "mime": "text/html"}]
    code_generate_error = 'throw new IllegalStateException("boom");'
    code_inspect_sample = "Math.sqrt("
    code_clear_output = "clearOutput();"
    code_history_pattern = "6 *"
    supported_history_operations = ("tail", "range", "search")

    def get_non_kernel_info_reply(self, timeout=None):
        return super().get_non_kernel_info_reply(timeout=timeout or PATIENCE)

    def test_kernel_info_tells_the_status_and_the_language(self):
        self.flush_channels()
        msg_id = self.kc.kernel_info()
        content = self.reply_to(msg_id)["content"]
        self.assertEqual(content["status"], "ok")
        self.assertEqual(content["implementation"], "asterism")
        self.assertEqual(content["language_info"]["pygments_lexer"], "java")

    def test_comm_info(self):
        self.flush_channels()
        content = self.reply_to(self.kc.comm_info())["content"]
        self.assertEqual(content["comms"], {})

    def test_update_display(self):
        shown = self.run_cell('var id = display("first"); updateDisplay(id, "second");')
        self.assertEqual([m["msg_type"] for m in shown], ["display_data", "update_display_data"])
        ids = {m["content"]["transient"]["display_id"] for m in shown}
        self.assertEqual(len(ids), 1)
        self.assertEqual(shown[1]["content"]["data"]["text/plain"], "second")

    def test_clear_output_can_wait(self):
        cleared = [m for m in self.run_cell("clearOutput(true);") if m["msg_type"] == "clear_output"]
        self.assertIs(cleared[0]["content"]["wait"], True)

    def test_stdin(self):
        self.flush_channels()
        msg_id = self.kc.execute('var scanner = new Scanner(System.in); scanner.nextLine() + "!"', allow_stdin=True)
        request = self.kc.get_stdin_msg(timeout=PATIENCE)
        self.assertEqual(request["msg_type"], "input_request")
        self.kc.input("NGC 628")
        self.assertEqual(self.reply_to(msg_id)["content"]["status"], "ok")
        result = [m for m in self.outputs_of(msg_id) if m["msg_type"] == "execute_result"]
        self.assertEqual(result[0]["content"]["data"]["text/plain"], "NGC 628!")

    def test_stdin_that_is_not_there_is_an_error_and_no_hang(self):
        self.flush_channels()
        msg_id = self.kc.execute("System.in.read()", allow_stdin=False)
        content = self.reply_to(msg_id)["content"]
        self.assertEqual(content["status"], "error")
        self.assertIn("cannot ask for input", content["evalue"])

    def test_silent_publishes_nothing_and_keeps_the_count(self):
        before = self.execute_helper("1")[0]["content"]["execution_count"]
        reply, outputs = self.execute_helper("System.out.println(2); 3", silent=True)
        self.assertEqual(reply["content"]["status"], "ok")
        self.assertEqual(outputs, [])
        self.assertEqual(self.execute_helper("1")[0]["content"]["execution_count"], before + 1)

    def test_a_cell_that_is_not_stored_keeps_the_count(self):
        before = self.execute_helper("1")[0]["content"]["execution_count"]
        self.execute_helper("2", store_history=False)
        self.assertEqual(self.execute_helper("1")[0]["content"]["execution_count"], before + 1)

    def test_user_expressions(self):
        self.flush_channels()
        msg_id = self.kc.execute("int w = 20;", user_expressions={"good": "w + 1", "bad": "nonsense"})
        answers = self.reply_to(msg_id)["content"]["user_expressions"]
        self.assertEqual(answers["good"]["status"], "ok")
        self.assertEqual(answers["good"]["data"]["text/plain"], "21")
        self.assertEqual(answers["bad"]["status"], "error")

    def test_a_failing_cell_aborts_what_is_queued_behind_it(self):
        self.flush_channels()
        ids = [self.send(c) for c in ("int q1 = 1;", "throw new RuntimeException();", "int q3 = 3;", "int q4 = 4;")]
        states = [self.reply_to(i)["content"]["status"] for i in ids]
        self.assertEqual(states, ["ok", "error", "aborted", "aborted"])
        self.outputs_of(ids[-1])
        self.assertEqual(self.shown("q1")["data"]["text/plain"], "1")  # and the next cell runs again
        self.assertEqual(self.fail_cell("q3")["ename"], "CompileError")

    def test_a_failing_cell_aborts_nothing_where_that_is_not_wanted(self):
        self.flush_channels()
        ids = [self.send("throw new RuntimeException();", stop_on_error=False), self.send("int q5 = 5;")]
        self.assertEqual([self.reply_to(i)["content"]["status"] for i in ids], ["error", "ok"])

    def test_completion_knows_what_is_declared_above_in_the_same_cell(self):
        code = "var builder = new StringBuilder();\nbuilder.appendCodeP"
        reply = self.reply_to(self.kc.complete(code))["content"]
        self.assertEqual(reply["matches"], ["appendCodePoint("])
        self.assertEqual(code[reply["cursor_start"] : reply["cursor_end"]], "appendCodeP")

    def test_completion_of_commands(self):
        self.assertEqual(self.reply_to(self.kc.complete("%ma"))["content"]["matches"], ["%maven"])

    def test_completion_counts_characters_as_the_front_end_does(self):
        code = '"\U0001d6fc".leng'
        reply = self.reply_to(self.kc.complete(code))["content"]
        self.assertEqual(reply["matches"], ["length()"])
        self.assertEqual(code[reply["cursor_start"] : reply["cursor_end"]], "leng")

    def test_inspection_of_a_variable_and_of_a_name(self):
        self.run_cell("double distance = 7.3;")
        variable = self.reply_to(self.kc.inspect("distance", 4))["content"]
        self.assertEqual(variable["data"]["text/plain"], "double distance")
        method = self.reply_to(self.kc.inspect("uniform(0, 1)", 3))["content"]
        self.assertIn("uniform(double lo, double hi)\n    Constant between lo and hi.", method["data"]["text/plain"])
        nothing = self.reply_to(self.kc.inspect("nonsense", 4))["content"]
        self.assertIs(nothing["found"], False)

    def test_control_channel_answers_while_a_cell_runs(self):
        with self.waiting_cell() as msg_id:
            self.kc.control_channel.send(self.kc.session.msg("kernel_info_request"))
            self.kc.get_control_msg(timeout=PATIENCE)
        self.assertEqual(self.reply_to(msg_id)["content"]["status"], "ok")
        self.outputs_of(msg_id)


if __name__ == "__main__":
    unittest.main()
