#!/usr/bin/env python3
"""Reads a page as a browser would and says what is wrong with it: unclosed elements, ids used twice, anything
that would reach out of the page, a picture without words, a table without heads. Ends with 1 on findings."""

import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}
DRAWN = {"line", "rect", "circle", "path"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.findings, self.open, self.ids, self.counts = [], [], set(), {}
        self.wanted = set()

    def handle_starttag(self, tag, attrs):
        self.begin(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.begin(tag, dict(attrs))

    def begin(self, tag, attrs):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if len(attrs) and "id" in attrs:
            if attrs["id"] in self.ids:
                self.findings.append(f"id {attrs['id']} twice")
            self.ids.add(attrs["id"])
        self.wanted.update(attrs.get("aria-labelledby", "").split())
        if tag in ("script", "iframe", "object", "link", "img", "base", "form"):
            self.findings.append(f"an element {tag}")
        for name, value in attrs.items():
            if name == "href" and value.startswith("#"):
                self.wanted.add(value[1:])
            elif name in ("src", "href", "action", "style") or name.startswith("on"):
                self.findings.append(f"{tag} has {name}={value}")
        if tag == "svg" and not (attrs.get("role") == "img" and "aria-labelledby" in attrs):
            self.findings.append("a drawing without words")
        if tag == "th" and attrs.get("scope") not in ("row", "col"):
            self.findings.append("a head of a table without scope")
        if tag in DRAWN and "class" not in attrs:
            self.findings.append(f"a {tag} without style")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.findings.append(f"</{tag}> out of place at {self.getpos()}")

    def finish(self):
        self.close()
        self.findings += [f"{tag} is not closed" for tag in self.open]
        self.findings += [f"no element with the id {one}" for one in sorted(self.wanted - self.ids)]
        if self.counts.get("figure", 0) != self.counts.get("figcaption", -1):
            self.findings.append("a picture without a caption")
        if self.counts.get("table", 0) != self.counts.get("caption", -1):
            self.findings.append("a table without a caption")
        return self.findings


with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
page = Page()
page.feed(text)
findings = page.finish()
findings += [f"reaches out: {match}" for match in re.findall(r"url\(|@import|https?://[^\s<]+", text)]
findings += [f"no number: {match}" for match in re.findall(r"\b(?:nan|inf)\b", text)]
print("\n".join(findings), end="\n" if findings else "")
sys.exit(1 if findings else 0)
