"""What tenant-admin does, done by the AWS CLI and by boto3, in the fewest calls, each of which is taken to succeed."""

import os
import sys

NOTEBOOK = "acme--main"
# Both find these documents and names.
os.environ.update(
    D='{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}',
    T='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",'
    '"Principal":{"Service":"sagemaker.amazonaws.com"}}]}',
    A="arn:aws:iam::123456789012",
    P="/tenant-admin/us-east-1/x/",
)
# Help is read by no one here.
os.environ["PAGER"] = os.environ["MANPAGER"] = "cat"


def bash(script):
    return ["bash", "-euc", script]


def python(script):
    return [sys.executable, "-c", script]


# The tenant is x.
CREATE = (
    bash("""
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
"""),
    python("""
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
"""),
)

PRESIGN = (
    ["aws", "sagemaker", "create-presigned-notebook-instance-url", "--notebook-instance-name", NOTEBOOK],
    python(
        f"import boto3; print(boto3.client('sagemaker').create_presigned_notebook_instance_url(NotebookInstanceName='{NOTEBOOK}'))"
    ),
)

# Who calls is asked for the account's id, then the access role is assumed; a tenant's user, which USER_NAME names, has to say who it is.
_ASSUME = (
    """
account=$(aws sts get-caller-identity --query Account --output text)
session=$(aws sts assume-role --role-arn "arn:aws:iam::$account:role/tenant-admin/us-east-1/acme/acme--access" \
  --role-session-name "${USER_NAME:-administrator}" ${USER_NAME:+--source-identity "$USER_NAME"} --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
""",
    """
import boto3, os
sts, user = boto3.client("sts"), os.environ.get("USER_NAME")
account = sts.get_caller_identity()["Account"]
session = sts.assume_role(
    RoleArn=f"arn:aws:iam::{account}:role/tenant-admin/us-east-1/acme/acme--access",
    RoleSessionName=user or "administrator", **({"SourceIdentity": user} if user else {}))["Credentials"]
""",
)
CREDENTIALS = bash(_ASSUME[0] + 'printf "%s" "$session"'), python(_ASSUME[1] + "print(session)")
URL = (
    bash(
        _ASSUME[0]
        + 'read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<<"$session"\n'
        + "export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\n"
        + " ".join(PRESIGN[0])
    ),
    python(
        _ASSUME[1]
        + "sagemaker = boto3.client('sagemaker', aws_access_key_id=session['AccessKeyId'],"
        + " aws_secret_access_key=session['SecretAccessKey'], aws_session_token=session['SessionToken'])\n"
        + f"print(sagemaker.create_presigned_notebook_instance_url(NotebookInstanceName='{NOTEBOOK}'))"
    ),
)


def turned(way):
    """One notebook started or stopped, without waiting for it."""
    return (
        ["aws", "sagemaker", f"{way}-notebook-instance", "--notebook-instance-name", NOTEBOOK],
        python(f"import boto3; boto3.client('sagemaker').{way}_notebook_instance(NotebookInstanceName='{NOTEBOOK}')"),
    )
