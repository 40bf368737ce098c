"""Cells as report.json writes them, from plain numbers, by the textbook: nearest rank, Wilson, rounding half up."""

from fractions import Fraction
from math import isqrt

WORDS = object()  # a label that names no number: any text


def decimal(value, places=1):
    """A fraction as text, halves away from zero."""
    whole = (value * 10**places + Fraction(1, 2)) // 1
    return f"{whole // 10**places}.{whole % 10**places:0{places}d}"


def count(n):
    return {"count": n}


def tally(n):
    return {"tally": n}


def span(ms):
    return None if ms is None else {"ms": ms}


def moment(text):
    return None if text is None else {"at": text}


def percent(met, n):
    return decimal(Fraction(100 * met, n)) if n else ""


def share(met, n):
    return {"met": met, "n": n, "percent": percent(met, n)}


def wilson(met, n):
    """Both ends of the 95 % interval, in per cent: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)."""
    if not n:
        return "", ""
    z = Fraction(1959963984540054, 10**15)
    p = Fraction(met, n)
    under_root = p * (1 - p) / n + z * z / (4 * n * n)
    root = Fraction(isqrt(under_root.numerator * 10**40 // under_root.denominator), 10**20)
    middle, around = p + z * z / (2 * n), 1 + z * z / n
    low, high = ((middle - z * root) / around, (middle + z * root) / around)
    return decimal(100 * max(low, Fraction(0))), decimal(100 * min(high, Fraction(1)))


def share_range(met, n):
    low, high = wilson(met, n)
    return {"met": met, "n": n, "low_percent": low, "high_percent": high}


def verdicts(judged):
    """Of 1, 0 and None for not judged: kept, and judged."""
    known = [one for one in judged if one is not None]
    return sum(known), len(known)


def rank(values, per_cent):
    """The nearest rank: the smallest value that so many in a hundred do not exceed."""
    values = sorted(value for value in values if value is not None)
    return {"ms": values[-(-per_cent * len(values) // 100) - 1], "n": len(values)} if values else None


def total(values):
    return {"total_ms": sum(values), "n": len(values)} if values else None


def per_thousand(n, served):
    return {"n": n, "served": served, "per_thousand": decimal(Fraction(1000 * n, served)) if served else ""}


PLAIN = {"gp": "GP practice", "mdt_review": "team review (MDT)", "enuresis": "wet bed", "man_down": "lying still (man down)",
         "no_injury_helped_up": "no injury, helped up"}


def plain(code):
    """A code as people read it."""
    return PLAIN.get(code, code.replace("_", " "))


def reached(met, n, target, round_to=1):
    """Whether met of n is at least the target, where both are known to the nearest round_to."""
    if n == 0:
        return None
    off = 0 if met in (0, n) else round_to // 2
    limit = Fraction(target) / 100
    if Fraction(max(met - off, 0), n + off) >= limit:
        return "yes"
    return "too close to tell" if met + off >= limit * max(n - off, 0) else "no"


def grouped(rows, key, order=None):
    """{key: rows}; in the given order where there is one, else sorted; keys with no rows are left out."""
    groups = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return {name: groups[name] for name in (order or sorted(groups)) if name in groups}
