"""Runs the tests of a folder (unittest) and writes into a file: passed, failed, skipped.

Usage: count_tests.py FOLDER FILE. A file that has no unittest in it is a check of its own: it passes where it exits 0.
"""

import pathlib
import subprocess
import sys
import unittest


def main(folder, result_file):
    folder = pathlib.Path(folder)
    sys.path.insert(0, str(folder))
    suite = unittest.TestSuite()
    passed = failed = skipped = 0
    for file in sorted(folder.glob("*.py")):
        if file.name.startswith("test_") and "unittest" in file.read_text():
            suite.addTests(unittest.defaultTestLoader.loadTestsFromName(file.stem))
        elif file.name.startswith(("test_", "check_")):
            print(file.name, flush=True)
            if subprocess.run([sys.executable, str(file)]).returncode == 0:
                passed += 1
            else:
                failed += 1
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    bad = len(result.failures) + len(result.errors)
    failed += bad
    skipped += len(result.skipped)
    passed += result.testsRun - len({id(t) for t, _ in result.failures + result.errors}) - len(result.skipped)
    pathlib.Path(result_file).write_text(f"{max(passed, 0)} {failed} {skipped}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
