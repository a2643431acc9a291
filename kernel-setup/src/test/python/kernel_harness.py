"""A kernel under test, and patient ways to talk to it. Run by kernel-setup/test; needs python3-jupyter-kernel-test."""

import contextlib
import os
import subprocess
import tempfile
import time
import unittest
from queue import Empty

import jupyter_kernel_test
from jupyter_client.manager import start_new_kernel
from jupyter_client.utils import run_sync

KERNEL = os.environ.get("ASTERISM_KERNEL", "asterism")
PATIENCE = 60  # seconds; a machine that builds at the same time is several times slower


class KernelCase(unittest.TestCase):
    """A fresh kernel for the class. A dead kernel fails, a slow one does not."""

    kernel_name = KERNEL

    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(
            startup_timeout=120, kernel_name=cls.kernel_name, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)

    flush_channels = jupyter_kernel_test.KernelTests.flush_channels

    def send(self, code, **options):
        return self.kc.execute(code=code, **options)

    def iopub(self, timeout=PATIENCE):
        return run_sync(self.kc.iopub_channel.get_msg)(timeout=timeout)

    @contextlib.contextmanager
    def waiting_cell(self):
        """A cell that has printed a line and runs as long as the block; gives the id of its request."""
        self.flush_channels()
        with tempfile.NamedTemporaryFile() as file:
            wait = f'while (Files.exists(Path.of("{file.name}"))) {{ Thread.sleep(10); }}'
            msg_id = self.send('System.out.println("now"); ' + wait)
            self.wait_for(lambda m: m["msg_type"] == "stream")
            yield msg_id

    def wait_for(self, wanted):
        """The next published message that is wanted."""
        while not wanted(message := self.iopub()):
            pass
        return message

    def outputs_of(self, msg_id, timeout=PATIENCE):
        """What was published for a request, up to idle."""
        messages = []
        while True:
            message = self.iopub(timeout)
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    return messages
            elif message["msg_type"] != "execute_input":
                messages.append(message)

    def reply_to(self, msg_id, timeout=PATIENCE):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            reply = self.kc.get_shell_msg(timeout=end - time.monotonic())
            if reply["parent_header"].get("msg_id") == msg_id:
                return reply
        raise Empty

    def execute_helper(self, code, timeout=PATIENCE, silent=False, store_history=True, stop_on_error=True):
        msg_id = self.send(code, silent=silent, store_history=store_history, stop_on_error=stop_on_error)
        reply = self.reply_to(msg_id, timeout)
        jupyter_kernel_test.validate_message(reply, "execute_reply", msg_id)
        return reply, self.outputs_of(msg_id)

    def run_cell(self, code, **options):
        """Runs a cell that must not fail; gives what it published."""
        reply, outputs = self.execute_helper(code, **options)
        self.assertEqual(reply["content"]["status"], "ok", reply["content"])
        return outputs

    def fail_cell(self, code):
        """Runs a cell that must fail; gives the error."""
        reply, outputs = self.execute_helper(code)
        self.assertEqual(reply["content"]["status"], "error", outputs)
        error = [m["content"] for m in outputs if m["msg_type"] == "error"]
        self.assertEqual(len(error), 1, outputs)
        self.assertEqual(error[0]["ename"], reply["content"]["ename"])
        return error[0]

    def shown(self, code):
        """The result of a cell, by mime type."""
        results = [m["content"] for m in self.run_cell(code) if m["msg_type"] == "execute_result"]
        self.assertEqual(len(results), 1, code)
        self.assertIn("text/plain", results[0]["data"])
        return results[0]

    def text(self, code, stream="stdout"):
        return text_of(self.run_cell(code), stream)


def text_of(outputs, stream="stdout"):
    return "".join(m["content"]["text"] for m in outputs if m["msg_type"] == "stream" and m["content"]["name"] == stream)
