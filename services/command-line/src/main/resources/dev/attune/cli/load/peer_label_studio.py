"""Peer baseline: annotations that Label Studio takes, on the PostgreSQL that the bench has started.

Starts `label-studio start` as PyPI brings it, makes a project of pairs and tasks, and lets clients post annotations as fast as they are
answered. They do not ask for the next task, which those of Attune's row do: the peer has the easier work.
Prints one JSON line. Needs a Python with label-studio (pip install label-studio).
usage: peer_label_studio.py HOST:PORT DATABASE USER PASSWORD FOLDER [--clients 64] [--warm 10] [--seconds 60]
"""
import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from importlib.metadata import version

ap = argparse.ArgumentParser()
for name in ("server", "database", "user", "password", "folder"):
    ap.add_argument(name)
ap.add_argument("--clients", type=int, default=64)
ap.add_argument("--warm", type=float, default=10)
ap.add_argument("--seconds", type=float, default=60)
a = ap.parse_args()

TOKEN = "0123456789abcdef0123456789abcdef01234567"
CONFIG = """<View><Text name="prompt" value="$prompt"/><Text name="left" value="$left"/><Text name="right" value="$right"/>
<Choices name="verdict" toName="prompt" choice="single"><Choice value="left"/><Choice value="right"/><Choice value="tie"/></Choices></View>"""

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
host, database_port = a.server.split(":")
os.makedirs(a.folder, exist_ok=True)
environment = dict(
    os.environ,
    DJANGO_DB="default",
    POSTGRE_NAME=a.database,
    POSTGRE_USER=a.user,
    POSTGRE_PASSWORD=a.password,
    POSTGRE_HOST=host,
    POSTGRE_PORT=database_port,
    LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN="true",
    LABEL_STUDIO_BASE_DATA_DIR=a.folder,
    LATEST_VERSION_CHECK="false",
    COLLECT_ANALYTICS="false",
    SENTRY_DSN="",
    FRONTEND_SENTRY_DSN="",
    DEBUG="false",
    LOG_LEVEL="ERROR",
)
log = open(os.path.join(a.folder, "label-studio.log"), "w")
server = subprocess.Popen(
    [os.path.join(os.path.dirname(sys.executable), "label-studio"), "start", "--no-browser", "--port", str(port), "--data-dir", a.folder,
     "--username", "bench@example.org", "--password", "a password of the bench", "--user-token", TOKEN],
    env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
HEADERS = {"Authorization": "Token " + TOKEN, "Content-Type": "application/json"}


def call(path, body=None):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=HEADERS, data=None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=300) as answer:
        return json.load(answer)


def ready():
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("label-studio ended; see " + log.name)
        try:
            return call("/api/version")
        except OSError:
            time.sleep(0.5)
    sys.exit("label-studio does not answer; see " + log.name)


def client(number, tasks, clock, latencies, failures):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    turn = 0
    while time.perf_counter() < clock[1]:
        task = tasks[(number + turn * a.clients) % len(tasks)]
        turn += 1
        result = [{"from_name": "verdict", "to_name": "prompt", "type": "choices", "value": {"choices": ["left" if turn % 2 else "right"]}}]
        body = json.dumps({"result": result, "lead_time": 3.5})
        begun = time.perf_counter()
        try:
            connection.request("POST", f"/api/tasks/{task}/annotations/", body, HEADERS)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 201:
                failures.append(answer.status)
        except (OSError, http.client.HTTPException) as failed:
            failures.append(str(failed))
            connection.close()
            continue
        end = time.perf_counter()
        if clock[0] <= end < clock[1]:
            latencies.append(end - begun)


try:
    ready()
    project = call("/api/projects/", {"title": "Bench", "label_config": CONFIG, "maximum_annotations": 3})["id"]
    answers = "An answer says what it has to say and then goes on. " * 7
    pairs = [{"data": {"prompt": f"Question {n}", "left": answers, "right": answers}} for n in range(5000)]
    call(f"/api/projects/{project}/import?return_task_ids=true", pairs)
    tasks = []
    page = 1
    while len(tasks) < len(pairs):
        found = call(f"/api/tasks?project={project}&page={page}&page_size=1000&fields=task_only")["tasks"]
        if not found:
            break
        tasks += [task["id"] for task in found]
        page += 1
    now = time.perf_counter()
    clock = (now + a.warm, now + a.warm + a.seconds)
    latencies, failures = [], []
    threads = [threading.Thread(target=client, args=(n, tasks, clock, latencies, failures)) for n in range(a.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    latencies.sort()
    at = lambda share: round(1000 * latencies[min(len(latencies) - 1, int(share * len(latencies)))], 1) if latencies else 0
    print(json.dumps({
        "peer": "label-studio", "version": version("label-studio"), "clients": a.clients, "seconds": a.seconds, "annotations": len(latencies),
        "perSecond": round(len(latencies) / a.seconds, 2), "p50": at(0.5), "p99": at(0.99), "failed": len(failures)}))
finally:
    if server.poll() is None:
        os.killpg(server.pid, 15)
        server.wait(30)
