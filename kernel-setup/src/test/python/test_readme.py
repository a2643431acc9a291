"""The cells of the READMEs run as they stand."""

import pathlib
import re
import unittest

from kernel_harness import KernelCase

ROOT = pathlib.Path(__file__).resolve().parents[4]


def cells(file):
    return re.findall(r"^```java\n(.*?)^```$", (ROOT / file).read_text(), re.MULTILINE | re.DOTALL)


class Readme(KernelCase):
    def test_the_first_cell_shows_a_figure(self):
        blocks = cells("README.md")
        self.assertTrue(blocks)
        for block in blocks:
            outputs = self.run_cell(block)
            self.assertEqual([m for m in outputs if m["msg_type"] == "error"], [])
        shown = [m["content"]["data"] for m in outputs if m["msg_type"] == "execute_result"]
        self.assertEqual(len(shown), 1)
        self.assertIn("image/png", shown[0])
        self.assertEqual(self.shown("fit.converged()")["data"]["text/plain"], "true")


if __name__ == "__main__":
    unittest.main()
