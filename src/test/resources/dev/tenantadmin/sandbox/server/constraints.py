"""Extracts the constraints of the operations that the sandbox has from botocore's service models.

Run in the project's directory: python3 src/test/resources/dev/tenantadmin/sandbox/server/constraints.py
"""
import pathlib
import re
import sys

import botocore.session

SOURCES = pathlib.Path("src/main/java/dev/tenantadmin/sandbox")
TARGET = pathlib.Path("src/main/resources/dev/tenantadmin/sandbox/server/constraints.tsv")
HEADER = """\
# What the members of requests must satisfy: operation, member, r when required, least, most, pattern, values.
# Extracted by constraints.py from the service models of botocore (https://github.com/boto/botocore),
# Copyright Amazon.com, Inc. or its affiliates, licensed under the Apache License 2.0.
"""
# "Memory size in 1 GB increments" (SageMaker's API reference, ProductionVariantServerlessConfig); the model has the ends alone.
VALUES = {"ServerlessMemorySizeInMB": [str(1024 * gb) for gb in range(1, 7)]}
# Fewer operations were not found where they are, or the sandbox has lost some.
FEWEST = 130


def lines(operation, shape, path, parents):
    for name, member in shape.members.items():
        yield from line(operation, member, path + name, name in shape.required_members, parents)


def line(operation, shape, path, required, parents):
    meta = {} if shape.name in VALUES else shape.metadata
    values = "|".join(VALUES.get(shape.name) or getattr(shape, "enum", None) or [])
    fields = ["r" if required else "", meta.get("min", ""), meta.get("max", ""), meta.get("pattern", ""), values]
    if any(field != "" for field in fields):
        yield "\t".join([operation, path] + [str(field) for field in fields])
    if shape.name in parents:
        return
    parents = parents | {shape.name}
    if shape.type_name == "structure":
        yield from lines(operation, shape, path + ".", parents)
    elif shape.type_name == "list":
        yield from line(operation, shape.member, path + ".*", False, parents)


def main():
    sources = "".join(source.read_text() for source in sorted(SOURCES.rglob("*.java")))
    # The SDK for Java spells MFA and SSH as words.
    used = {name.lower() for name in re.findall(r"\(\s*(\w+)Request request, CallerIdentity\b", sources)}
    session = botocore.session.get_session()
    found = set()
    text = HEADER
    for service in "iam", "sagemaker", "sts":
        model = session.get_service_model(service)
        for name in sorted(name for name in model.operation_names if name.lower() in used):
            found.add(name.lower())
            shape = model.operation_model(name).input_shape
            if shape:
                text += "".join(one + "\n" for one in lines(f"{service}.{name}", shape, "", frozenset()))
    if used - found:
        sys.exit(f"no service has the operations {', '.join(sorted(used - found))} that are in {SOURCES}")
    if len(found) < FEWEST:
        sys.exit(f"{len(found)} operations found in {SOURCES}, and at least {FEWEST} are expected")
    print(f"operations with constraints: {len(found)}")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text)


main()
