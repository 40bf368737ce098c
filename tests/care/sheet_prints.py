"""A handover sheet with everything as long as it can be prints on two sides of A4, and no less than the whole of it."""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

A4_POINTS = (595, 842)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--page", required=True)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="turnout-sheet-") as place:
        paper = Path(place) / "sheet.pdf"
        subprocess.run([asked.chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={place}/profile",
                        "--no-pdf-header-footer", f"--print-to-pdf={paper}", Path(asked.page).resolve().as_uri()],
                       check=True, capture_output=True, timeout=100)
        pdf = paper.read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    sizes = {(round(float(w)), round(float(h))) for w, h in re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)}
    if pages != 2:
        sys.exit(f"the longest sheet has {pages} pages")
    if not all(abs(w - A4_POINTS[0]) <= 1 and abs(h - A4_POINTS[1]) <= 1 for w, h in sizes):
        sys.exit(f"not A4: {sizes}")
    print("two sides of A4")


if __name__ == "__main__":
    main()
