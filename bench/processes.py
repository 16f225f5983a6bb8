"""Child processes measured from outside: processor seconds and peak memory, with all their own children."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Cost:
    """cpu: seconds of the process and its children. peak: MiB resident, summed over the processes, sampled."""

    cpu: float
    wall: float
    peak: float


def resident(process: psutil.Process) -> int:
    """Bytes resident now, of the process and its children."""
    total = 0
    with contextlib.suppress(psutil.Error):
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                total += one.memory_info().rss
    return total


def measured(command: Sequence[str], settings: Mapping[str, str], folder: Path) -> Cost:
    """Run a command to its end. Raises CalledProcessError with its output when it fails."""
    began = time.perf_counter()
    with (folder / "output.txt").open("w+") as output:
        child = subprocess.Popen(command, env={**os.environ, **settings}, stdout=output, stderr=subprocess.STDOUT)
        watched, peak = psutil.Process(child.pid), 0
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, resident(watched))
            time.sleep(0.05)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            output.seek(0)
            raise subprocess.CalledProcessError(child.returncode, command, output.read())
    peak_mib = max(peak / 2**20, usage.ru_maxrss / 2**10)
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, peak_mib)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: Sequence[str], port: int, settings: Mapping[str, str], folder: Path) -> Iterator[psutil.Process]:
    """A server that answers on `port`, stopped at the end. Raises RuntimeError with its output when it does not start."""
    with (folder / f"server-{port}.txt").open("w+") as output:
        child = subprocess.Popen(
            command, env={**os.environ, **settings}, cwd=folder, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            until = time.monotonic() + 180
            while time.monotonic() < until and child.poll() is None:
                with contextlib.suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
                    break
                time.sleep(0.2)
            else:
                output.seek(0)
                raise RuntimeError(f"no server on port {port}:\n{output.read()}")
            yield psutil.Process(child.pid)
        finally:
            child.terminate()
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def spent_by(process: psutil.Process) -> float:
    """Processor seconds so far, of the process and all that it started, whether they ended or not."""
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return float(sum(t.user + t.system + t.children_user + t.children_system for t in times))
