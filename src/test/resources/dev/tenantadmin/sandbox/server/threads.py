"""Fifty threads of boto3, none of which sends a request again: each call is answered once, and all that was written is there."""
import concurrent.futures

import boto3
import botocore.config

THREADS, USERS = 50, 10
CONFIG = botocore.config.Config(retries={"total_max_attempts": 1}, max_pool_connections=THREADS)
# A client is for all threads, as boto3's guide has it.
iam = boto3.client("iam", config=CONFIG)


def work(thread):
    calls = 0
    for user in (f"t{thread}-{n}" for n in range(USERS)):
        made = iam.create_user(UserName=user)["User"]
        iam.tag_user(UserName=user, Tags=[{"Key": "thread", "Value": str(thread)}])
        key = iam.create_access_key(UserName=user)["AccessKey"]
        got = iam.get_user(UserName=user)["User"]
        assert (got["UserId"], got["Tags"]) == (made["UserId"], [{"Key": "thread", "Value": str(thread)}]), got
        assert [k["AccessKeyId"] for k in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]] == [key["AccessKeyId"]]
        iam.delete_access_key(UserName=user, AccessKeyId=key["AccessKeyId"])
        calls += 6
    iam.delete_user(UserName=user)
    return calls + 1


with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
    answered = sum(pool.map(work, range(THREADS)))
left = {user["UserName"] for page in iam.get_paginator("list_users").paginate() for user in page["Users"]}
assert left == {f"t{thread}-{n}" for thread in range(THREADS) for n in range(USERS - 1)}, len(left)
print(f"{answered} calls, each answered at its first attempt")
