#!/usr/bin/env python3
"""Makes, changes and deletes tenants by boto3, as a script for the purpose would: each step looks first, or does no harm a second time.

Usage: scripts/benchmark/beside-boto3.py make|change|delete TEMPLATES TENANT...
TEMPLATES holds the tenants' documents and tags with @TENANT@ in place of the name.
"""

import json
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

WIDTH = 16
TEMPLATES = pathlib.Path(sys.argv[2])
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


def unless_gone(call, **arguments):
    """What a step deletes may be gone already."""
    try:
        call(**arguments)
    except iam.exceptions.NoSuchEntityException:
        pass


def state(notebook):
    """Of a notebook; None if it is not there."""
    try:
        return sagemaker.describe_notebook_instance(NotebookInstanceName=notebook)["NotebookInstanceStatus"]
    except sagemaker.exceptions.ClientError as e:
        if "RecordNotFound" not in str(e):
            raise
        return None


def wait(what, notebook):
    sagemaker.get_waiter(what).wait(NotebookInstanceName=notebook, WaiterConfig={"Delay": 1, "MaxAttempts": 1800})


def names(tenant):
    """Path, what its policies' ARNs begin with, what is in a template, tags and the anchor's."""

    def read(name):
        return (TEMPLATES / name).read_text().replace("@TENANT@", tenant)

    path = f"/tenant-admin/{REGION}/{tenant}/"
    policy = f"arn:aws:iam::{ACCOUNT}:policy{path}{tenant}--"
    return path, policy, read, json.loads(read("tags.json")), json.loads(read("anchor-tags.json"))


def make(tenant):
    path, policy, read, tags, anchor_tags = names(tenant)
    unless_there(
        iam.create_policy,
        Path=path,
        PolicyName=f"{tenant}--boundary",
        PolicyDocument=read("boundary.json"),
        Tags=anchor_tags,
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
    if state(notebook) is None:
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
    wait("notebook_instance_in_service", notebook)


def change(tenant):
    """The tags, which are all that differs."""
    _, policy, _, tags, anchor_tags = names(tenant)
    iam.tag_policy(PolicyArn=policy + "boundary", Tags=anchor_tags)
    iam.tag_policy(PolicyArn=policy + "access", Tags=tags)
    for role in ("access", "execution"):
        iam.tag_role(RoleName=f"{tenant}--{role}", Tags=tags)
    iam.tag_user(UserName=f"{tenant}--owner", Tags=tags)
    sagemaker.add_tags(
        ResourceArn=f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:notebook-instance/{tenant}--main", Tags=tags
    )


def delete(tenant):
    _, policy, *_ = names(tenant)
    notebook, group, user = f"{tenant}--main", f"{tenant}--members", f"{tenant}--owner"
    found = state(notebook)
    if found == "InService":
        sagemaker.stop_notebook_instance(NotebookInstanceName=notebook)
    if found not in (None, "Deleting"):
        wait("notebook_instance_stopped", notebook)
        sagemaker.delete_notebook_instance(NotebookInstanceName=notebook)
    if found:
        wait("notebook_instance_deleted", notebook)
    try:
        for key in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
            unless_gone(iam.delete_access_key, UserName=user, AccessKeyId=key["AccessKeyId"])
    except iam.exceptions.NoSuchEntityException:
        pass
    unless_gone(iam.delete_login_profile, UserName=user)
    unless_gone(iam.remove_user_from_group, GroupName=group, UserName=user)
    unless_gone(iam.delete_user, UserName=user)
    unless_gone(iam.delete_group_policy, GroupName=group, PolicyName="assume")
    unless_gone(iam.detach_group_policy, GroupName=group, PolicyArn=policy + "access")
    unless_gone(iam.delete_group, GroupName=group)
    unless_gone(iam.delete_role_policy, RoleName=f"{tenant}--execution", PolicyName="execution")
    unless_gone(iam.detach_role_policy, RoleName=f"{tenant}--access", PolicyArn=policy + "access")
    for role in ("access", "execution"):
        unless_gone(iam.delete_role, RoleName=f"{tenant}--{role}")
    for name in ("access", "boundary"):
        unless_gone(iam.delete_policy, PolicyArn=policy + name)


def main():
    failed = 0
    job = {"make": make, "change": change, "delete": delete}[sys.argv[1]]
    with ThreadPoolExecutor(WIDTH) as crew:
        for tenant, made in [(tenant, crew.submit(job, tenant)) for tenant in sys.argv[3:]]:
            if made.exception():
                failed = 1
                print(f"{tenant}: {made.exception()}", file=sys.stderr)
    sys.exit(failed)


main()
