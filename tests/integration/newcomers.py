"""A phone says that it is available before its owner is in the register: after the import it counts, with no restart."""

import csv

from hands import Listener, Site, build_folder, publish, rows, until


def main():
    with Site(build_folder(), people=20) as site:
        heard = Listener(site, "turnoutd", "turnout/v1/responder/newcomer/error")
        publish(site, "sim", "responder/newcomer/status", {"state": "available"}, "-r")
        until(lambda: heard.bodies("/error"), 30, "a stranger is told")
        row = dict(rows(site, "responders")[0], responder_id="newcomer")
        with open(site.dir / "newcomer.csv", "w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, row)
            lines.writeheader()
            lines.writerow(row)
        done = site.ctl("import", "responders", str(site.dir / "newcomer.csv"))
        assert done.returncode == 0, done.stderr
        until(lambda: any(kind == "DutySet" and said["responder"] == "newcomer" and said["state"] == "available"
                          for kind, said in site.decisions()), 30, "the newcomer is available")


if __name__ == "__main__":
    main()
