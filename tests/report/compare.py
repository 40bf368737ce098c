"""Every cell of a report against the same figure counted anew from the journal's file."""

import tables_calls
import tables_lines
import tables_outcomes
import tables_response
import tables_service
from cells import WORDS

ROOMS = (tables_calls, tables_response, tables_outcomes, tables_service, tables_lines)


TABLES = """service_levels answers answers_by_hour answers_late first_contact response_stages long_lie who_came offers
  partners steps ambulance ambulance_avoided outcomes needs referrals demand_by_area demand_by_type repeat_users by_area
  by_rurality by_practice fire_cover technical canary availability answer_exceptions answer_times response_split escalations
  outcome_lines settings glossary""".split()


def recounted():
    return set(TABLES)


def recount_of(name):
    assert name in TABLES, f"{name}: a table that nobody recounts"
    return next(getattr(room, name) for room in ROOMS if hasattr(room, name))


def tables_of(report):
    return {table["name"]: table for section in report["sections"] for table in section["tables"]}


def same(theirs, ours):
    return isinstance(theirs, str) and theirs != "" if ours is WORDS else theirs == ours


def by_scope(rows):
    return {scope: cells for scope, cells in rows}


def differences(table, ours):
    """(row, column, theirs, ours), each a figure on which the two do not agree."""
    columns = [column["name"] for column in table["columns"]]
    theirs = [(row["scope"], row["cells"]) for row in table["rows"]]
    if len(by_scope(theirs)) == len(theirs) and len(by_scope(ours)) == len(ours):
        theirs, ours = by_scope(theirs), by_scope(ours)
        for scope in [scope for scope in theirs if scope not in ours]:
            yield scope, "the row", theirs[scope], "no such row"
        for scope in [scope for scope in ours if scope not in theirs]:
            yield scope, "the row", "no such row", ours[scope]
        pairs = [(scope, theirs[scope], ours[scope]) for scope in theirs if scope in ours]
    else:
        if len(theirs) != len(ours):
            yield "all", "rows", len(theirs), len(ours)
        pairs = [(f"{n} {one[1][0]}", one[1], other[1]) for n, (one, other) in enumerate(zip(theirs, ours))]
    for name, one, other in pairs:
        if len(other) != len(columns):
            yield name, "columns", columns, f"{len(other)} cells: a column that nobody recounts"
        for column, cell, counted in zip(columns, one, other):
            if not same(cell, counted):
                yield name, column, cell, counted


def compare(report, journal):
    """Lines, one for each figure on which report and recount differ."""
    lines, cells = [], 0
    for name, table in tables_of(report).items():
        ours = recount_of(name)(journal)
        cells += sum(len(row["cells"]) for row in table["rows"])
        lines += [f"{name}: {row}: {column}: the report says {theirs}, the journal {counted}"
                  for row, column, theirs, counted in differences(table, ours)]
    return lines, cells
