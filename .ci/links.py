"""Checks that every relative link of Markdown pages leads to a file, and every #anchor to a heading. Usage: links.py PAGE..."""

import os
import re
import sys


def anchors(path):
    """The anchors of a page's headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```", "", open(path, encoding="utf-8").read(), flags=re.S | re.M)
    found = {}
    for heading in re.findall(r"^#+ (.*)$", text, re.M):
        heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found[name] = found.get(name, -1) + 1
    return {name + (f"-{n}" if n else "") for name, last in found.items() for n in range(last + 1)}


links, broken = 0, []
for page in sys.argv[1:]:
    text = re.sub(r"^```.*?^```|`[^`\n]*`(?!\])", "", open(page, encoding="utf-8").read(), flags=re.S | re.M)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        links += 1
        path, _, anchor = target.partition("#")
        path = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
        if not os.path.exists(path):
            broken.append(f"{page}: {target}: no such file")
        elif anchor and anchor not in anchors(path):
            broken.append(f"{page}: {target}: no such heading")
print(f"{links} links of {len(sys.argv) - 1} pages lead somewhere" if not broken else "\n".join(broken))
sys.exit(1 if broken or links < 50 else None)
