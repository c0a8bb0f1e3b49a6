#!/usr/bin/env python3
"""Makes tenants by boto3, as a script for the purpose would: each step looks first, or does no harm a second time.

Usage: scripts/benchmark/beside-boto3.py TEMPLATES TENANT...
TEMPLATES holds the tenants' documents and tags with @TENANT@ in place of the name.
"""

import json
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

WIDTH = 16
TEMPLATES = pathlib.Path(sys.argv[1])
ACCOUNT = (TEMPLATES / "account").read_text().strip()
REGION = (TEMPLATES / "region").read_text().strip()
CONFIG = Config(
    region_name=REGION, max_pool_connections=WIDTH, retries={"mode": "adaptive", "max_attempts": 10}
)
iam = boto3.client("iam", config=CONFIG)
sagemaker = boto3.client("sagemaker", config=CONFIG)


def unless_there(call, **arguments):
    """What a step makes may be there already, from an earlier run."""
    try:
        call(**arguments)
    except iam.exceptions.EntityAlreadyExistsException:
        pass


def make(tenant):
    def read(name):
        return (TEMPLATES / name).read_text().replace("@TENANT@", tenant)

    path = f"/tenant-admin/{REGION}/{tenant}/"
    policy = f"arn:aws:iam::{ACCOUNT}:policy{path}{tenant}--"
    tags = json.loads(read("tags.json"))
    unless_there(
        iam.create_policy,
        Path=path,
        PolicyName=f"{tenant}--boundary",
        PolicyDocument=read("boundary.json"),
        Tags=json.loads(read("anchor-tags.json")),
    )
    unless_there(
        iam.create_policy, Path=path, PolicyName=f"{tenant}--access", PolicyDocument=read("access.json"), Tags=tags
    )
    for role in ("access", "execution"):
        unless_there(
            iam.create_role,
            Path=path,
            RoleName=f"{tenant}--{role}",
            PermissionsBoundary=policy + "boundary",
            AssumeRolePolicyDocument=read(f"{role}-trust.json"),
            Tags=tags,
        )
    iam.attach_role_policy(RoleName=f"{tenant}--access", PolicyArn=policy + "access")
    iam.put_role_policy(
        RoleName=f"{tenant}--execution", PolicyName="execution", PolicyDocument=read("execution.json")
    )
    group = f"{tenant}--members"
    unless_there(iam.create_group, Path=path, GroupName=group)
    iam.attach_group_policy(GroupName=group, PolicyArn=policy + "access")
    iam.put_group_policy(GroupName=group, PolicyName="assume", PolicyDocument=read("assume.json"))
    user = f"{tenant}--owner"
    unless_there(iam.create_user, Path=path, UserName=user, PermissionsBoundary=policy + "boundary", Tags=tags)
    iam.add_user_to_group(GroupName=group, UserName=user)
    notebook = f"{tenant}--main"
    try:
        sagemaker.describe_notebook_instance(NotebookInstanceName=notebook)
    except sagemaker.exceptions.ClientError as e:
        if "RecordNotFound" not in str(e):
            raise
        sagemaker.create_notebook_instance(
            NotebookInstanceName=notebook,
            InstanceType="ml.t3.medium",
            RoleArn=f"arn:aws:iam::{ACCOUNT}:role{path}{tenant}--execution",
            RootAccess="Disabled",
            DirectInternetAccess="Enabled",
            PlatformIdentifier="notebook-al2023-v1",
            InstanceMetadataServiceConfiguration={"MinimumInstanceMetadataServiceVersion": "2"},
            VolumeSizeInGB=5,
            Tags=tags,
        )
    sagemaker.get_waiter("notebook_instance_in_service").wait(
        NotebookInstanceName=notebook, WaiterConfig={"Delay": 5, "MaxAttempts": 360}
    )


def main():
    failed = 0
    with ThreadPoolExecutor(WIDTH) as crew:
        for tenant, made in [(tenant, crew.submit(make, tenant)) for tenant in sys.argv[2:]]:
            if made.exception():
                failed = 1
                print(f"{tenant}: {made.exception()}", file=sys.stderr)
    sys.exit(failed)


main()
