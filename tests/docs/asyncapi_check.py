#!/usr/bin/env python3
"""docs/asyncapi.yaml says what the code does: asked of the program contract_facts.

Channels and their directions, enumerations, the shape of everything that is sent, and for everything that is
received which members are required."""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import yaml

parser = argparse.ArgumentParser()
parser.add_argument("facts", help="the program contract_facts")
parser.add_argument("paper", type=Path, help="docs/asyncapi.yaml")
arguments = parser.parse_args()

paper = yaml.safe_load(arguments.paper.read_text(encoding="utf-8"))
facts = json.loads(subprocess.run([arguments.facts], check=True, capture_output=True, text=True).stdout)
findings = []
KINDS = {"string": str, "number": (int, float), "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def resolve(node):
    while "$ref" in node:
        target = paper
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def references(node, place=""):
    """Every $ref and every enumeration, wherever it stands."""
    if isinstance(node, dict):
        if "$ref" in node:
            try:
                resolve(node)
            except KeyError:
                findings.append(f"{place}: {node['$ref']} is not there")
        if "enum" in node and not place.startswith("/components/schemas/"):
            findings.append(f"{place}: name this enumeration under components/schemas")
        for key, value in node.items():
            references(value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            references(value, f"{place}/{index}")


def kind_fits(value, kinds):
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(value, KINDS[k]) and not (isinstance(value, bool) and k != "boolean") for k in kinds)


def check_value(value, schema, place):
    schema = resolve(schema)
    if "const" in schema and value != schema["const"]:
        findings.append(f"{place}: is {value!r}, not {schema['const']!r}")
    if "type" in schema and not kind_fits(value, schema["type"]):
        findings.append(f"{place}: {value!r} is no {schema['type']}")
        return
    if "enum" in schema and value not in schema["enum"]:
        findings.append(f"{place}: {value!r} is not one of the written names")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        findings.append(f"{place}: {value!r} does not fit {schema['pattern']}")
    if schema.get("format") == "date-time" and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value):
        findings.append(f"{place}: {value!r} is not a time in UTC with milliseconds")
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                findings.append(f"{place}: {name} is missing")
        for name, member in value.items():
            if name not in schema.get("properties", {}):
                findings.append(f"{place}: {name} is not written down")
            else:
                check_value(member, schema["properties"][name], f"{place}.{name}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            check_value(item, schema.get("items", {}), f"{place}[{index}]")


def messages_of(channel):
    return {name: resolve(message) for name, message in paper["channels"][channel]["messages"].items()}


def check_channels():
    coded = {c["name"]: c for c in facts["channels"]}
    for name in sorted(coded.keys() ^ paper["channels"].keys()):
        findings.append(f"channel {name} stands only in {'the code' if name in coded else 'the paper'}")
    actions = {}
    for operation in paper["operations"].values():
        actions.setdefault(operation["channel"]["$ref"].split("/")[-1], []).append(operation["action"])
    for name in coded.keys() & paper["channels"].keys():
        channel = paper["channels"][name]
        if channel["address"] != coded[name]["address"]:
            findings.append(f"channel {name}: {channel['address']} is {coded[name]['address']} in the code")
        if actions.get(name) != [coded[name]["action"]]:
            findings.append(f"channel {name}: needs one operation, {coded[name]['action']}")
        if set(re.findall(r"{(\w+)}", channel["address"])) != set(channel["parameters"]):
            findings.append(f"channel {name}: the parameters are not those of the address")


def check_enumerations():
    written = {name: schema["enum"] for name, schema in paper["components"]["schemas"].items() if "enum" in schema}
    for name in sorted(written.keys() ^ facts["enumerations"].keys()):
        findings.append(f"enumeration {name} stands only in {'the paper' if name in written else 'the code'}")
    for name in sorted(written.keys() & facts["enumerations"].keys()):
        if written[name] != facts["enumerations"][name]:
            findings.append(f"enumeration {name}: the code has {facts['enumerations'][name]}")


def check_samples():
    """What is sent has only written members, all required ones, and together every written one."""
    seen = {}
    for sample in facts["samples"]:
        name = sample["channel"]
        message = next(iter(messages_of(name).values()))
        check_value(sample["payload"], message["payload"], name)
        seen.setdefault(name, set()).update(sample["payload"])
        operation = paper["operations"][f"send_{name}"]
        if operation["bindings"]["mqtt"]["retain"] != sample["retained"]:
            findings.append(f"{name}: retained is {sample['retained']}")
    for channel in (c["name"] for c in facts["channels"] if c["action"] == "send"):
        written = set(next(iter(messages_of(channel).values()))["payload"]["properties"])
        for member in sorted(written - seen.get(channel, set())):
            findings.append(f"{channel}: {member} is written down but never sent")


def check_received():
    """The examples are used whole, also without any optional member; without a required one they are refused."""
    asked = []
    for channel in (c for c in facts["channels"] if c["action"] == "receive"):
        topic = re.sub(r"{(\w+)}", lambda m: "root" if m.group(1) == "root" else "X", channel["address"])
        for name, message in messages_of(channel["name"]).items():
            schema = message["payload"]
            example = message["examples"][0]["payload"]
            check_value(example, schema, f"example of {name}")
            for member in schema["properties"].keys() - example.keys():
                findings.append(f"example of {name}: shows no {member}")
            asked.append((name, "nothing", topic, example, "used"))
            for member in example:
                less = {k: v for k, v in example.items() if k != member}
                wanted = "used" if member not in schema.get("required", []) else "not used"
                asked.append((name, member, topic, less, wanted))
    lines = "".join(f"{topic}\t{json.dumps(body)}\n" for _, _, topic, body, _ in asked)
    answers = subprocess.run([arguments.facts, "decode"], input=lines, check=True, capture_output=True, text=True)
    for (name, member, _, _, wanted), answer in zip(asked, answers.stdout.splitlines(), strict=True):
        if (answer == "used") != (wanted == "used"):
            findings.append(f"{name} without {member}: {answer}, should be {wanted}")


references(paper)
check_channels()
check_enumerations()
if not findings:
    check_samples()
    check_received()
for finding in findings:
    print(finding)
print(f"{len(facts['channels'])} channels, {len(facts['samples'])} samples, {len(findings)} findings")
sys.exit(1 if findings else 0)
