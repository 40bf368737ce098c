"""What goes out, against the exact figures behind it: rounded, hidden, reckoned from rounded figures, and nobody in it."""

import re
import zipfile
from fractions import Fraction

from cells import per_thousand, reached, share, share_range
from compare import tables_of

HIDE_UP_TO, ROUND_TO, SECOND, MINUTE = 7, 5, 1000, 60_000
FOR_THE_SERVICE = {"steps", "answer_exceptions", "answer_times", "response_split", "escalations", "outcome_lines"}
ADDED = {"disclosure"}
IDS = """SELECT id FROM row WHERE kind IN ('incident', 'hub', 'responder')
  UNION SELECT person FROM row WHERE person IS NOT NULL
  UNION SELECT o.value ->> 'id' FROM row, json_each(row.json, '$.offers') AS o WHERE row.kind = 'incident'
  UNION SELECT r.value ->> 'id' FROM row, json_each(row.json, '$.requests') AS r WHERE row.kind = 'incident'
  UNION SELECT json ->> 'answered_by' FROM row WHERE kind = 'incident' AND json ->> 'answered_by' IS NOT NULL
  UNION SELECT json ->> 'closed_by' FROM row WHERE kind = 'incident' AND json ->> 'closed_by' IS NOT NULL
  UNION SELECT id FROM registry_row WHERE kind <> 'base' UNION SELECT id FROM text"""


def rounded(n):
    return (2 * n + ROUND_TO) // (2 * ROUND_TO) * ROUND_TO


def small(n):
    return 0 < n <= HIDE_UP_TO


def as_published(exact):
    """The cell as it may stand in what goes out, if it is not hidden."""
    if not isinstance(exact, dict) or not exact.keys() & {"count", "n"}:
        return exact
    if "count" in exact:
        return {"count": rounded(exact["count"])}
    n = rounded(exact["n"])
    if "percent" in exact:
        return share(rounded(exact["met"]), n)
    if "low_percent" in exact:
        return share_range(rounded(exact["met"]), n)
    if "served" in exact:
        return per_thousand(n, rounded(exact["served"]))
    if "total_ms" in exact:
        mean = Fraction(exact["total_ms"], exact["n"] or 1)
        return {"total_ms": int(mean * n / MINUTE + Fraction(1, 2)) * MINUTE, "n": n}
    return {"ms": (exact["ms"] + SECOND // 2) // SECOND * SECOND, "n": n}


def behind(exact):
    """The counts that a figure is made of."""
    return [exact[name] for name in ("count", "met", "n", "served") if name in exact]


def per_cent_of(column):
    """p90_s: 90 in a hundred took no longer."""
    found = re.fullmatch(r"p(\d+)_s", column)
    return int(found[1]) if found else 100


def of_the_slowest_few(exact, column):
    """A time that, for all that the rounded number tells, no more than a few exceed."""
    if "ms" not in exact or not exact.get("n"):
        return False
    least = max(HIDE_UP_TO + 1, rounded(exact["n"]) - ROUND_TO // 2)
    return least - -(-least * per_cent_of(column) // 100) <= HIDE_UP_TO


def made_of_few(exact, column):
    """1 to 7 stand behind it or beyond it, or it would round to all of them while a few were left out."""
    if not isinstance(exact, dict):
        return False
    met, n = exact.get("met", 0), exact.get("n", 0)
    return (any(map(small, behind(exact))) or ("met" in exact and met < n and rounded(met) == rounded(n))
            or of_the_slowest_few(exact, column))


def wrong(shown, exact, column):
    """Why this cell may not stand so; nothing if it may."""
    if isinstance(shown, dict) and "hidden" in shown:
        if not isinstance(exact, dict) or not behind(exact):
            return "hidden, and nobody stands behind it"
        if shown["hidden"] == "*" and not made_of_few(exact, column):
            return "hidden as few, and it is not"
        return None if any(behind(exact)) else "hidden, and it is none at all"
    if made_of_few(exact, column):
        return "of few, and it is shown"
    return None if shown == as_published(exact) else f"should be {as_published(exact)}"


def verdict_on(row, columns):
    """What may be said of a promise by those who see the published share alone."""
    named = dict(zip((column["name"] for column in columns), row["cells"]))
    if "hidden" in named["share"]:
        nearly = named["share"]["hidden"] == "*" and "count" in named["n"] and named["met"] == named["n"]
        return "no" if nearly and named["target"] == "100.0" else "cannot be told"
    return reached(named["share"]["met"], named["share"]["n"], named["target"], ROUND_TO)


def compare_published(public, exact):
    """Lines, one for each cell that may not stand so, and the number of cells."""
    shown, whole = tables_of(public), tables_of(exact)
    missing = set(whole) - set(shown) - FOR_THE_SERVICE
    lines = [f"{name}: not in what goes out" for name in sorted(missing)]
    lines += [f"{name}: may not go out" for name in sorted(set(shown) - (set(whole) - FOR_THE_SERVICE) - ADDED)]
    cells = 0
    for name in sorted(set(shown) & set(whole)):
        pairs = list(zip(shown[name]["rows"], whole[name]["rows"]))
        if [row["scope"] for row in shown[name]["rows"]] != [row["scope"] for row in whole[name]["rows"]]:
            lines.append(f"{name}: other rows than the exact one")
        for row, other in pairs:
            cells += len(row["cells"])
            for column, cell, true in zip(whole[name]["columns"], row["cells"], other["cells"]):
                if column["name"] == "reached":
                    true = verdict_on(row, whole[name]["columns"])
                why = wrong(cell, true, column["name"])
                if why:
                    lines.append(f"{name}: {row['scope']}: {column['name']}: {cell} for {true}: {why}")
    return lines, cells


def texts_of(folder):
    for path in sorted(folder.iterdir()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    yield f"{path.name}/{name}", book.read(name).decode()
        else:
            yield path.name, path.read_text()


def named(folder, journal):
    """Where an id or a name of anybody stands in a published folder."""
    ids = {row["id"] for row in journal.rows(IDS)}
    names = {row["name"] for row in journal.rows("SELECT details ->> 'name' AS name FROM registry_row") if row["name"]}
    for name, text in texts_of(folder):
        words = set(re.findall(r"[\w-]+", text)) | set(re.findall(r"\w+", text))
        yield from (f"{name}: {word}" for word in sorted(words & ids))
        yield from (f"{name}: {who}" for who in sorted(names) if who in text)


def beyond_the_whole(part, whole):
    """Rows of one district's copy that do not stand so in the whole."""
    rows = [(name, row["scope"], row["cells"]) for name, table in tables_of(whole).items() for row in table["rows"]]
    for name, table in tables_of(part).items():
        if name in ADDED | {"settings"}:
            continue
        for row in table["rows"]:
            if (name, row["scope"], row["cells"]) not in rows:
                yield f"{name}: {row['scope']}: {row['cells']} stands not so in the whole"
