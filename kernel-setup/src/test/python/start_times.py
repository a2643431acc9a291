"""How long a fresh kernel takes to its first answer, its first cell and its first figure. Usage: start_times.py [N]"""

import statistics
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager
from kernel_harness import KERNEL, PATIENCE

FIGURE = (
    'var chart = new org.knowm.xchart.XYChart(600, 400);\n'
    'chart.addSeries("s", new double[] {1, 2, 3}, new double[] {1, 4, 9});\nchart'
)


def measure():
    begin = time.monotonic()
    manager = KernelManager(kernel_name=KERNEL)
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    times = [time.monotonic() - begin]
    for code in ("1 + 1", FIGURE, "2 + 2"):
        client.execute(code, reply=True, timeout=PATIENCE)
        times.append(time.monotonic() - begin)
    client.stop_channels()
    manager.shutdown_kernel()
    return times


if __name__ == "__main__":
    runs = [measure() for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5)]
    columns = list(zip(*runs))
    for name, column in zip(("ready", "first cell shown", "first figure shown"), columns):
        print(f"{name:20s} median {statistics.median(column):.2f} s  min {min(column):.2f} s")
    warm = [d - c for c, d in zip(columns[2], columns[3])]
    print(f"{'a warm cell':20s} median {statistics.median(warm):.3f} s")
