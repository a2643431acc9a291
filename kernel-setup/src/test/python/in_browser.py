"""Opens a notebook in Jupyter in headless Chromium, runs all its cells there, and takes a picture of the page.

Usage: in_browser.py NOTEBOOK PICTURE.png [SECONDS]
Prints how many outputs of each kind the page shows; exits with 1 where a cell shows an error or does not end in time.
Needs jupyter-notebook (classic) and chromium; JUPYTER_PATH says where the kernel is.
"""

import asyncio
import base64
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from tornado.websocket import websocket_connect

COUNT = """(() => {
  const n = s => document.querySelectorAll('.output ' + s).length;
  return JSON.stringify({
    cells: Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code').length,
    figures: n('img'), html: n('.output_html'), text: n('.output_text'), errors: n('.output_error'),
    broken: [...document.querySelectorAll('.output img')].filter(i => !i.complete || !i.naturalWidth).length});
})()"""
BUSY = "Jupyter.notebook.get_cells().some(c => c.cell_type === 'code' && c.element.hasClass('running'))"
READY = "typeof Jupyter !== 'undefined' && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Page:
    """One page of the browser, by the Chrome DevTools Protocol."""

    def __init__(self, connection):
        self.connection = connection
        self.number = 0

    async def call(self, method, **parameters):
        self.number += 1
        await self.connection.write_message(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(await self.connection.read_message())
            if answer.get("id") == self.number:
                return answer.get("result", {})

    async def evaluate(self, script):
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return result.get("result", {}).get("value")

    async def wait(self, script, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if await self.evaluate(script):
                return True
            await asyncio.sleep(0.3)
        return False


async def look(browser_port, picture, seconds):
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{browser_port}/json") as answer:
                pages = [p for p in json.load(answer) if p["type"] == "page"]
            break
        except OSError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(0.3)
    page = Page(await websocket_connect(pages[0]["webSocketDebuggerUrl"], max_message_size=1 << 28))
    if not await page.wait(READY, 90):
        sys.exit("the notebook did not open, or its kernel did not start")
    await page.evaluate("Jupyter.notebook.clear_all_output(); Jupyter.notebook.execute_all_cells()")
    await asyncio.sleep(1)
    ended = await page.wait("!(" + BUSY + ")", seconds)
    await asyncio.sleep(2)
    counts = json.loads(await page.evaluate(COUNT))
    height = await page.evaluate("document.querySelector('#notebook-container').scrollHeight + 200")
    await page.call("Emulation.setDeviceMetricsOverride", width=1100, height=height, deviceScaleFactor=1, mobile=False)
    await asyncio.sleep(1)
    shot = await page.call("Page.captureScreenshot", format="png")
    pathlib.Path(picture).write_bytes(base64.b64decode(shot["data"]))
    print(counts)
    return ended and not counts["errors"] and not counts["broken"]


def main(notebook, picture, seconds="600"):
    port, browser_port = free_port(), free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = pathlib.Path(folder, "notebook.ipynb")
        shutil.copy(notebook, copy)
        quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = subprocess.Popen(
            [sys.executable, "-m", "notebook", "--no-browser", "--allow-root", f"--port={port}",
             "--NotebookApp.token=", "--NotebookApp.password=", f"--notebook-dir={folder}"], **quiet)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api").close()
                break
            except OSError:
                time.sleep(0.3)
        browser = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--remote-debugging-port={browser_port}",
             "--remote-allow-origins=*", "--window-size=1100,1400", f"--user-data-dir={folder}/profile",
             f"http://127.0.0.1:{port}/notebooks/notebook.ipynb"], **quiet)
        try:
            good = asyncio.run(look(browser_port, picture, float(seconds)))
        finally:
            for process in (browser, server):
                process.terminate()
                process.wait(30)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
