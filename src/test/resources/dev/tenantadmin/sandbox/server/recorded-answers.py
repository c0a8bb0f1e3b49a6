"""Asks through boto3 what the wire decides: answers that are empty, lists that are there and empty, bytes. The environment says where."""
import json
import time

import boto3
import botocore.exceptions

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "sagemaker.amazonaws.com"}}],
    }
)
POLICY = json.dumps({"Version": "2012-10-17", "Statement": {"Sid": "", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}})

iam = boto3.client("iam")
sts = boto3.client("sts")


def is_refused(code, message, call, status=400, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as e:
        error = e.response["Error"]
        assert (error["Code"], error["Message"]) == (code, message), error
        assert e.response["ResponseMetadata"]["HTTPStatusCode"] == status, e.response
    else:
        raise AssertionError(f"{message} was expected")


made = iam.create_role(RoleName="acme", AssumeRolePolicyDocument=TRUST, Description="Acme", MaxSessionDuration=7200)["Role"]
assert not made.keys() & {"Description", "MaxSessionDuration"}, made
updated = iam.update_role(RoleName="acme", Description="New")
assert updated.keys() == {"ResponseMetadata"}, updated
assert iam.get_role(RoleName="acme")["Role"]["Description"] == "New"

policy = iam.create_policy(PolicyName="acme", PolicyDocument=POLICY, Description="Acme")["Policy"]
assert not policy.keys() & {"Description", "Tags"}, policy
got = iam.get_policy(PolicyArn=policy["Arn"])["Policy"]
assert got["Description"] == "Acme" and got["Tags"] == [], got

device = iam.create_virtual_mfa_device(VirtualMFADeviceName="phone")["VirtualMFADevice"]
assert device["QRCodePNG"].startswith(b"\x89PNG\r\n\x1a\n"), device

iam.attach_role_policy(RoleName="acme", PolicyArn=policy["Arn"])
answers = iam.simulate_principal_policy(
    PolicySourceArn=made["Arn"], ActionNames=["s3:PutObject"], ResourceArns=["arn:aws:s3:::acme/key"]
)["EvaluationResults"]
matched = [
    {
        "SourcePolicyId": "acme",
        "SourcePolicyType": "IAM Policy",
        "StartPosition": {"Line": 1, "Column": 41},
        "EndPosition": {"Line": 1, "Column": 113},
    }
]
assert answers == [
    {
        "EvalActionName": "s3:PutObject",
        "EvalResourceName": "arn:aws:s3:::${BucketName}/${ObjectName}",
        "EvalDecision": "allowed",
        "EvalDecisionDetails": {},
        "MatchedStatements": matched,
        "MissingContextValues": [],
        "OrganizationsDecisionDetail": {"AllowedByOrganizations": True},
        "ResourceSpecificResults": [
            {
                "EvalResourceName": "arn:aws:s3:::acme/key",
                "EvalResourceDecision": "allowed",
                "MatchedStatements": matched,
                "MissingContextValues": [],
            }
        ],
    }
], answers

is_refused(
    "ValidationError",
    "1 validation error detected: Value at 'roleName' failed to satisfy constraint:"
    r" Member must satisfy regular expression pattern: [\w+=,.@-]+",
    iam.get_role,
    RoleName="a b",
)
is_refused(
    "ValidationError",
    "1 validation error detected: Value 'a:b' at 'roleSessionName' failed to satisfy constraint:"
    r" Member must satisfy regular expression pattern: [\w+=,.@-]*",
    sts.assume_role,
    RoleArn=made["Arn"],
    RoleSessionName="a:b",
)
is_refused(
    "ValidationError",
    "nothing-valid-in-here is invalid",
    sts.assume_role,
    RoleArn="nothing-valid-in-here",
    RoleSessionName="session",
)

begun = iam.generate_credential_report()
assert (begun["State"], begun["Description"]) == ("STARTED", "No report exists. Starting a new report generation task"), begun
while iam.generate_credential_report()["State"] != "COMPLETE":
    time.sleep(0.1)
report = iam.get_credential_report()
assert report["ReportFormat"] == "text/csv" and report["Content"].startswith(b"user,arn,user_creation_time,password_enabled,"), report

linked = iam.create_service_linked_role(AWSServiceName="sagemaker.amazonaws.com")["Role"]
assert linked["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": ["sagemaker.amazonaws.com"]}, linked
is_refused(
    "UnmodifiableEntity",
    "Cannot perform the operation on the protected role 'AWSServiceRoleForAmazonSageMakerNotebooks' - this role is only modifiable by AWS",
    iam.delete_role,
    RoleName=linked["RoleName"],
)
is_refused(
    "InvalidInput",
    "Service role name AWSServiceRoleForAmazonSageMakerNotebooks has been taken in this account, please try a different suffix.",
    iam.create_service_linked_role,
    AWSServiceName="sagemaker.amazonaws.com",
)

federated = sts.get_federation_token(Name="bob", Policy=POLICY)
assert federated["FederatedUser"]["Arn"] == "arn:aws:sts::123456789012:federated-user/bob", federated


def as_session(credentials):
    return boto3.client(
        "sts",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


assert as_session(federated["Credentials"]).get_caller_identity()["UserId"] == "123456789012:bob"
is_refused(
    "AccessDenied",
    "Cannot call GetFederationToken with session credentials",
    as_session(sts.get_session_token()["Credentials"]).get_federation_token,
    status=403,
    Name="bob",
)
is_refused("InvalidAuthorizationMessageException", "Message is not valid", sts.decode_authorization_message, EncodedMessage="none")
