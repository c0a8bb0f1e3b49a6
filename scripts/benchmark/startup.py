"""Runs each command of each variant in turns and tells medians; called by scripts/benchmark/startup."""

import os
import statistics
import subprocess
import sys

import tls_front
from processes import measured

work, runs, jdk17, jdk25, wanted = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:]

# What create-tenant makes, in the fewest calls, each of which is taken to succeed.
PREPARE = """
aws iam create-policy --policy-name x--boundary --policy-document "$D" --path "$P"
aws iam create-policy --policy-name x--access --policy-document "$D" --path "$P"
aws iam create-role --role-name x--access --assume-role-policy-document "$T" --path "$P" --permissions-boundary "$A:policy${P}x--boundary"
aws iam create-role --role-name x--execution --assume-role-policy-document "$T" --path "$P" --permissions-boundary "$A:policy${P}x--boundary"
aws iam create-group --group-name x--members --path "$P"
aws iam create-user --user-name x--owner --path "$P" --permissions-boundary "$A:policy${P}x--boundary"
aws iam attach-role-policy --role-name x--access --policy-arn "$A:policy${P}x--access"
aws iam put-role-policy --role-name x--execution --policy-name execution --policy-document "$D"
aws iam attach-group-policy --group-name x--members --policy-arn "$A:policy${P}x--access"
aws iam put-group-policy --group-name x--members --policy-name assume --policy-document "$D"
aws iam add-user-to-group --group-name x--members --user-name x--owner
aws sagemaker create-notebook-instance --notebook-instance-name x--main --instance-type ml.t3.medium --role-arn "$A:role${P}x--execution" --tags Key=managed-by,Value=tenant-admin
"""
BOTO3 = """
import boto3, os
iam = boto3.client("iam"); d, t, a, p = (os.environ[name] for name in "DTAP")
boundary = f"{a}:policy{p}x--boundary"
iam.create_policy(PolicyName="x--boundary", PolicyDocument=d, Path=p)
iam.create_policy(PolicyName="x--access", PolicyDocument=d, Path=p)
iam.create_role(RoleName="x--access", AssumeRolePolicyDocument=t, Path=p, PermissionsBoundary=boundary)
iam.create_role(RoleName="x--execution", AssumeRolePolicyDocument=t, Path=p, PermissionsBoundary=boundary)
iam.create_group(GroupName="x--members", Path=p)
iam.create_user(UserName="x--owner", Path=p, PermissionsBoundary=boundary)
iam.attach_role_policy(RoleName="x--access", PolicyArn=f"{a}:policy{p}x--access")
iam.put_role_policy(RoleName="x--execution", PolicyName="execution", PolicyDocument=d)
iam.attach_group_policy(GroupName="x--members", PolicyArn=f"{a}:policy{p}x--access")
iam.put_group_policy(GroupName="x--members", PolicyName="assume", PolicyDocument=d)
iam.add_user_to_group(GroupName="x--members", UserName="x--owner")
boto3.client("sagemaker").create_notebook_instance(
    NotebookInstanceName="x--main", InstanceType="ml.t3.medium", RoleArn=f"{a}:role{p}x--execution",
    Tags=[{"Key": "managed-by", "Value": "tenant-admin"}])
"""
os.environ.update(
    D='{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}',
    T='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",'
    '"Principal":{"Service":"sagemaker.amazonaws.com"}}]}',
    A="arn:aws:iam::123456789012",
    P="/tenant-admin/us-east-1/x/",
)


TLS = tls_front.before(os.environ["AWS_ENDPOINT_URL"], work)

variants = {}
for name, folder, home in (
    ("JDK 17, no cache", "17-uncached", jdk17),
    ("JDK 17, cache", "17", jdk17),
    ("JDK 25, no cache", "25-uncached", jdk25),
    ("JDK 25, cache", "25", jdk25),
    ("self-contained", "self", ""),
):
    if os.path.isdir(f"{work}/{folder}"):
        variants[name] = (f"{work}/{folder}/bin/tenant-admin", {"JAVA_HOME": home})

first = next(iter(variants.values()))
subprocess.run([first[0], "-q", "create-tenant", "acme"], check=True, env={**os.environ, **first[1]}, capture_output=True)

SCRIPT = "import boto3; print(boto3.client('sagemaker').create_presigned_notebook_instance_url(NotebookInstanceName='acme--main'))"
URL = (
    ["url", "acme", "--as-caller"],
    ["aws", "sagemaker", "create-presigned-notebook-instance-url", "--notebook-instance-name", "acme--main"],
    [sys.executable, "-c", SCRIPT],
)
TASKS = {
    # What is asked, the AWS CLI's nearest command, boto3's, and what they find in the environment.
    "help": (["--help"], ["aws", "sagemaker", "help"], None, {}),
    "version": (["--version"], ["aws", "--version"], None, {}),
    "url": (*URL, {}),
    "url, TLS": (*URL, TLS),
    "create": (["-q", "create-tenant", "beta", "--no-wait"], ["bash", "-ec", PREPARE], [sys.executable, "-c", BOTO3], {}),
}
# The most that a command may take, as a share of the AWS CLI's time.
GOALS = {
    ("help", "JDK 25, cache"): 0.25,
    ("url", "JDK 25, cache"): 0.45,
    ("url", "JDK 17, cache"): 0.6,
    ("url, TLS", "JDK 25, cache"): 0.6,
    ("create", "JDK 25, cache"): 0.06,
}
os.environ["PAGER"] = os.environ["MANPAGER"] = "cat"
print(f"{'command':9}{'variant':20}{'wall ms':>9}{'CPU ms':>9}{'peak MiB':>10}{'of AWS CLI':>12}")
met = {}
for task, (ours, aws, boto3, found) in TASKS.items():
    if wanted and task not in wanted:
        continue
    contestants = {
        name: ([launcher, *ours], {**environment, **found}) for name, (launcher, environment) in variants.items()
    }
    contestants["AWS CLI"] = (aws, found)
    if boto3:
        contestants["boto3"] = (boto3, found)
    contestants["java -version"] = ([f"{jdk17}/bin/java" if jdk17 else "java", "-version"], {})
    figures = {name: [] for name in contestants}
    for _ in range(runs):
        for name, (command, environment) in contestants.items():
            figures[name].append(measured(command, environment))
            if task == "create" and name != "java -version":
                undo = [first[0], "-q", "delete-tenant", "beta" if name in variants else "x", "--yes"]
                subprocess.run(undo, check=True, env={**os.environ, **first[1]}, capture_output=True)
    for name, rows in figures.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*rows))
        share = statistics.median(row[0] / other[0] for row, other in zip(rows, figures["AWS CLI"]))
        if (task, name) in GOALS:
            met[task, name] = share
        print(f"{task:9}{name:20}{wall:9.0f}{cpu:9.0f}{memory:10.0f}{share:11.3f}x", flush=True)
print()
for (task, name), share in met.items():
    goal = GOALS[task, name]
    print(f"goal: {task:9}{name:16} at most {goal}x: {share:.3f}x, {'met' if share <= goal else 'MISSED'}")
