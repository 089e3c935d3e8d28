"""Runs schemathesis against a real server: it keeps every promise of its own OpenAPI document.

Twice, because half of the answers depend on who asks: as the first administrator, who may do nearly everything,
and as the brand of an order, who is refused nearly everything. Nothing is drawn by chance: the same server gets
the same requests on every run. Ends with one line, "N passed, N failed", where N counts operations.
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

from host import ADMIN, API_KEY, ask, host_token, settings
from program import Program, free_port, path

CHECKS = "not_a_server_error,status_code_conformance,response_schema_conformance,content_type_conformance"
DEADLINE_S = 900

ORDER = {
    "external_id": "order-1",
    "title": "One order, so that some ids exist",
    "amount": 250_000,
    "currency": "INR",
    "brand": {"external_id": "b-1", "name": "Brandish", "email": "b-1@brand.example"},
    "creator": {"external_id": "c-1", "name": "Creatrix"},
}


# What may end a login, the caller's or the other one's, comes last: everything after it would be refused.
ENDS_LOGIN = ("/auth/logout", "/admin/staff/{id}", "/people/revoke", "/people/deactivate")
ALL_BUT_LOGINS = [word for route in ENDS_LOGIN for word in ("--exclude-path", route)]
LOGINS = [word for route in ENDS_LOGIN for word in ("--include-path", route)]


def main() -> bool:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="liaison-openapi-") as folder:
        with Program([path("LIAISON_BIN"), "serve"], f"{url}/readyz", settings(port), cwd=folder) as server:
            admin = ask(url, "POST", "/auth/login", ADMIN)["access_token"]
            staff = {"name": "Asha", "role": "agent", "email": "asha@example.com"}
            ask(url, "POST", "/admin/staff", staff, admin)
            ask(url, "POST", "/orders", ORDER, API_KEY)
            brand = host_token(ORDER["brand"], "brand")
            for which in (ALL_BUT_LOGINS, LOGINS):
                for name, token, examples in (("brand", brand, 5), ("administrator", admin, 15)):
                    print(f"==== as {name} ====", flush=True)
                    good, bad = check(url, token, examples, Path(folder), which)
                    passed, failed = passed + good, failed + bad
                    if which is ALL_BUT_LOGINS:
                        # A run that lost its own login proves only that strangers get 401.
                        ask(url, "GET", "/chat/token", None, token)
            if failed or not server.alive():
                print("==== the server printed ====", server.output()[-20_000:], sep="\n")
            if not server.alive():
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return failed == 0


def check(url: str, token: str, examples: int, folder: Path, which: list[str]) -> tuple[int, int]:
    """One run of schemathesis; returns how many operations passed and failed."""
    report = folder / "report.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/api/openapi.json"]
    command += ["--header", f"Authorization: Bearer {token}", "--checks", CHECKS]
    command += which
    command += ["--phases", "examples,coverage,fuzzing", "--max-examples", str(examples)]
    command += ["--generation-deterministic", "--continue-on-failure", "--no-color"]
    # Our paths take few values that schemathesis could guess; how rare they are is no finding.
    command += ["--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "30"]
    command += ["--report", "junit", "--report-junit-path", str(report)]
    status = subprocess.run(command, cwd=folder, timeout=DEADLINE_S).returncode
    if not report.exists():
        print(f"schemathesis ended with {status} and without a report")
        return 0, 1
    cases = list(xml.parse(report).iter("testcase"))
    bad = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    if status != 0 and bad == 0:
        bad = 1
    return len(cases) - bad, bad


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
