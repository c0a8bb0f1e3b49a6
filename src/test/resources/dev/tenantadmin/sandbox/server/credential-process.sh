#!/usr/bin/env bash
# A data scientist's AWS CLI and boto3, which get their credentials from `tenant-admin credentials`. AWS_ENDPOINT_URL is the served sandbox,
# and FOLDER holds the program and takes the config.
set -euo pipefail

fail() {
  printf 'credential-process.sh: %s\n' "$*" >&2
  exit 1
}

"$FOLDER/tenant-admin" create-tenant acme --user alice --region us-east-1 --quiet
read -r key secret < <(aws iam create-access-key --user-name acme--alice \
  --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)

unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION
export AWS_CONFIG_FILE=$FOLDER/config
cat > "$AWS_CONFIG_FILE" <<CONFIG
[profile alice]
aws_access_key_id = $key
aws_secret_access_key = $secret
region = us-east-1

[profile acme]
credential_process = $FOLDER/tenant-admin credentials acme --profile alice
region = us-east-1
CONFIG

arn=$(aws --profile acme sts get-caller-identity --query Arn --output text)
[[ $arn == arn:aws:sts::123456789012:assumed-role/acme--access/acme--alice ]] || fail "the AWS CLI is $arn"
status=$(aws --profile acme sagemaker describe-notebook-instance --notebook-instance-name acme--main \
  --query NotebookInstanceStatus --output text)
[[ $status == InService ]] || fail "acme--main is $status"
if refusal=$(aws --profile acme iam list-users 2>&1); then
  fail 'the access role lists users'
fi
[[ $refusal == *AccessDenied* ]] || fail "$refusal"

# The program itself may use the profile too, and is in the access role then.
[[ $("$FOLDER/tenant-admin" --profile acme url acme) == https://acme--main-* ]] || fail 'no URL under the profile'

# AWS_PROFILE reaches the credential process, which must not ask itself.
AWS_PROFILE=acme python3 - <<'PYTHON'
import boto3
from botocore.exceptions import ClientError

session = boto3.Session()
arn = session.client("sts").get_caller_identity()["Arn"]
assert arn == "arn:aws:sts::123456789012:assumed-role/acme--access/acme--alice", arn
found = session.client("sagemaker").describe_notebook_instance(NotebookInstanceName="acme--main")
assert found["NotebookInstanceStatus"] == "InService", found
assert session.get_credentials().method == "custom-process", session.get_credentials().method
assert session._session.get_credentials()._expiry_time is not None, "boto3 would never ask again"
try:
    session.client("iam").list_users()
    raise SystemExit("the access role lists users")
except ClientError as e:
    assert e.response["Error"]["Code"] == "AccessDenied", e
PYTHON
