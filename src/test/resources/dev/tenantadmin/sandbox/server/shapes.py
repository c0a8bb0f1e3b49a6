"""Makes the same calls through boto3 to moto and to the sandbox, and compares what the answers are made of: the names of their
members and the types of their values, or the error's code. The environment says where the sandbox is.
"""
import json
import os
import socket
import subprocess
import sys
import time

import boto3
import botocore.config
import botocore.exceptions

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "sagemaker.amazonaws.com", "AWS": "123456789012"}}
        ],
    }
)
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}]}
)
BOUNDARY = "arn:aws:iam::123456789012:policy/acme/acme--boundary"
ROLE = "arn:aws:iam::123456789012:role/acme/acme--execution"
TAGS = [{"Key": "tenant", "Value": "acme"}]
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/acme--train:1"

CALLS = [
    ("sts", "get_caller_identity", {}),
    ("iam", "create_policy", dict(PolicyName="acme--boundary", Path="/acme/", PolicyDocument=POLICY, Tags=TAGS)),
    ("iam", "create_policy", dict(PolicyName="acme--boundary", Path="/acme/", PolicyDocument=POLICY)),
    ("iam", "get_policy", dict(PolicyArn=BOUNDARY)),
    ("iam", "create_policy_version", dict(PolicyArn=BOUNDARY, PolicyDocument=POLICY, SetAsDefault=True)),
    ("iam", "get_policy_version", dict(PolicyArn=BOUNDARY, VersionId="v2")),
    ("iam", "list_policy_versions", dict(PolicyArn=BOUNDARY)),
    ("iam", "delete_policy_version", dict(PolicyArn=BOUNDARY, VersionId="v1")),
    (
        "iam",
        "create_role",
        dict(RoleName="acme--execution", Path="/acme/", AssumeRolePolicyDocument=TRUST, PermissionsBoundary=BOUNDARY, Tags=TAGS),
    ),
    ("iam", "get_role", dict(RoleName="acme--execution")),
    ("iam", "get_role", dict(RoleName="acme--nobody")),
    ("iam", "list_role_tags", dict(RoleName="acme--execution")),
    ("iam", "put_role_policy", dict(RoleName="acme--execution", PolicyName="execution", PolicyDocument=POLICY)),
    ("iam", "get_role_policy", dict(RoleName="acme--execution", PolicyName="execution")),
    ("iam", "list_role_policies", dict(RoleName="acme--execution")),
    ("iam", "attach_role_policy", dict(RoleName="acme--execution", PolicyArn=BOUNDARY)),
    ("iam", "list_attached_role_policies", dict(RoleName="acme--execution")),
    ("iam", "create_group", dict(GroupName="acme--members", Path="/acme/")),
    ("iam", "create_user", dict(UserName="acme--owner", Path="/acme/", Tags=TAGS)),
    ("iam", "add_user_to_group", dict(GroupName="acme--members", UserName="acme--owner")),
    ("iam", "get_group", dict(GroupName="acme--members")),
    ("iam", "list_groups_for_user", dict(UserName="acme--owner")),
    ("iam", "create_access_key", dict(UserName="acme--owner")),
    ("iam", "list_access_keys", dict(UserName="acme--owner")),
    ("iam", "create_login_profile", dict(UserName="acme--owner", Password="correct-Horse7")),
    ("iam", "get_login_profile", dict(UserName="acme--owner")),
    ("iam", "delete_login_profile", dict(UserName="acme--owner")),
    ("iam", "create_instance_profile", dict(InstanceProfileName="acme--profile")),
    ("iam", "add_role_to_instance_profile", dict(InstanceProfileName="acme--profile", RoleName="acme--execution")),
    ("iam", "list_entities_for_policy", dict(PolicyArn=BOUNDARY, PolicyUsageFilter="PermissionsPolicy")),
    ("sts", "assume_role", dict(RoleArn=ROLE, RoleSessionName="acme")),
    ("sagemaker", "create_notebook_instance", dict(NotebookInstanceName="acme--main", InstanceType="ml.t3.medium", RoleArn=ROLE, Tags=TAGS)),
    ("sagemaker", "describe_notebook_instance", dict(NotebookInstanceName="acme--main")),
    ("sagemaker", "describe_notebook_instance", dict(NotebookInstanceName="acme--none")),
    ("sagemaker", "list_notebook_instances", dict(NameContains="acme--")),
    ("sagemaker", "list_tags", dict(ResourceArn="arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/acme--main")),
    ("sagemaker", "stop_notebook_instance", dict(NotebookInstanceName="acme--main")),
    ("sagemaker", "delete_notebook_instance", dict(NotebookInstanceName="acme--main")),
    ("sagemaker", "create_model", dict(ModelName="acme--model", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": IMAGE})),
    ("sagemaker", "describe_model", dict(ModelName="acme--model")),
    ("sagemaker", "describe_model", dict(ModelName="acme--none")),
    ("sagemaker", "list_models", {}),
    (
        "sagemaker",
        "create_endpoint_config",
        dict(
            EndpointConfigName="acme--config",
            ProductionVariants=[
                dict(VariantName="all", ModelName="acme--model", InitialInstanceCount=1, InstanceType="ml.t2.medium", InitialVariantWeight=1.0)
            ],
        ),
    ),
    ("sagemaker", "describe_endpoint_config", dict(EndpointConfigName="acme--config")),
    ("sagemaker", "create_endpoint", dict(EndpointName="acme--live", EndpointConfigName="acme--config")),
    ("sagemaker", "describe_endpoint", dict(EndpointName="acme--live")),
    ("sagemaker", "delete_endpoint", dict(EndpointName="acme--live")),
    ("sagemaker", "delete_endpoint_config", dict(EndpointConfigName="acme--config")),
    ("sagemaker", "delete_model", dict(ModelName="acme--model")),
]

KNOWN = {
    # AWS answers these, also when they say no or 0; moto leaves them out.
    "create_policy.Policy.PermissionsBoundaryUsageCount only in the sandbox",
    "get_policy.Policy.PermissionsBoundaryUsageCount only in the sandbox",
    "list_policy_versions.IsTruncated only in the sandbox",
    "get_group.IsTruncated only in the sandbox",
    "list_access_keys.IsTruncated only in the sandbox",
    "describe_notebook_instance.InstanceMetadataServiceConfiguration only in the sandbox",
    "describe_notebook_instance.IpAddressType only in the sandbox",
    "describe_notebook_instance.PlatformIdentifier only in the sandbox",
    "describe_notebook_instance.RootAccess only in the sandbox",
    # GetPolicyVersion alone tells the document, as the model of PolicyVersion says.
    "create_policy_version.PolicyVersion.Document only in moto",
    "list_policy_versions.Versions[].Document only in moto",
    # Lists of users tell no tags, as the model of User says.
    "get_group.Users[].Tags only in moto",
    # Only Get tells when a role was last used, and CreateRole does not tell how long its sessions may be.
    "create_role.Role.RoleLastUsed only in moto",
    "create_role.Role.MaxSessionDuration only in moto",
    # The size of session policies and tags, which this call has not.
    "assume_role.PackedPolicySize only in moto",
    # moto answers empty what it was not sent.
    "create_instance_profile.InstanceProfile.Tags only in moto",
    "describe_model.Containers only in moto",
    "describe_model.VpcConfig only in moto",
    "describe_endpoint_config.DataCaptureConfig only in moto",
    "describe_endpoint.DataCaptureConfig only in moto",
}

# Errors that are alike compare nothing.
FEWEST = 40


def shape(value):
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


def differences(where, one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(set(one) | set(other)):
            if name in one and name in other:
                yield from differences(f"{where}.{name}", one[name], other[name])
            else:
                yield f"{where}.{name} only in {'moto' if name in one else 'the sandbox'}"
    elif isinstance(one, list) and isinstance(other, list):
        if one and other:
            yield from differences(f"{where}[]", one[0], other[0])
        elif one != other:
            yield f"{where} is empty in {'the sandbox' if one else 'moto'}"
    elif one != other:
        yield f"{where} is {one} in moto, {other} in the sandbox"


def answer(endpoint, service, operation, arguments):
    client = boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        config=botocore.config.Config(retries={"max_attempts": 0}),
    )
    try:
        return shape(getattr(client, operation)(**arguments))
    except botocore.exceptions.ClientError as e:
        return "error " + e.response["Error"]["Code"]


def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    moto = subprocess.Popen(
        ["moto_server", "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        found = []
        answered = 0
        for service, operation, arguments in CALLS:
            one = answer(f"http://127.0.0.1:{port}", service, operation, arguments)
            other = answer(os.environ["AWS_ENDPOINT_URL"], service, operation, arguments)
            answered += not str(other).startswith("error ")
            found += [line for line in differences(operation, one, other) if line not in KNOWN]
        if answered < FEWEST:
            found.append(f"{answered} calls were answered without an error, and at least {FEWEST} are expected")
        print("\n".join(found))
        sys.exit(1 if found else 0)
    finally:
        moto.terminate()
        moto.wait()


main()
