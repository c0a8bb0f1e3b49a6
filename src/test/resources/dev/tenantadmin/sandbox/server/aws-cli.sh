#!/usr/bin/env bash
# Walks a notebook's life and the order of deletion with the AWS CLI; the environment says where.
set -euo pipefail

trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"sagemaker.amazonaws.com"}}]}'
policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sagemaker:ListModels","Resource":"*"}]}'
account=$(aws sts get-caller-identity --query Account --output text)
boundary=arn:aws:iam::$account:policy/acme/acme--boundary
role=arn:aws:iam::$account:role/acme/acme--execution

expect() { # WORD COMMAND...: it fails, and says so
  local word=$1 said
  shift
  if said=$(aws "$@" 2>&1); then
    printf 'aws %s was to be refused with %s\n' "$*" "$word"
    exit 1
  elif [[ $said != *"$word"* ]]; then
    printf 'aws %s was to be refused with %s, not: %s\n' "$*" "$word" "$said"
    exit 1
  fi
}

status() { # STATUS
  local is
  is=$(aws sagemaker describe-notebook-instance --notebook-instance-name acme--main --query NotebookInstanceStatus --output text)
  if [[ $is != "$1" ]]; then
    printf 'the notebook is %s, not %s\n' "$is" "$1"
    exit 1
  fi
}

aws iam create-policy --policy-name acme--boundary --path /acme/ --policy-document "$policy" --tags Key=tenant,Value=acme >/dev/null
aws iam create-role --role-name acme--execution --path /acme/ --assume-role-policy-document "$trust" --permissions-boundary "$boundary" >/dev/null
aws iam update-role --role-name acme--execution --description Acme
[[ $(aws iam get-role --role-name acme--execution --query Role.Description --output text) == Acme ]]
aws iam put-role-policy --role-name acme--execution --policy-name execution --policy-document "$policy"
[[ $(aws iam get-role-policy --role-name acme--execution --policy-name execution --query PolicyDocument.Statement[0].Action --output text) == sagemaker:ListModels ]]

expect 'Could not assume role' sagemaker create-notebook-instance --notebook-instance-name acme--main --instance-type ml.t3.medium --role-arn "${role}x"
aws sagemaker create-notebook-instance --notebook-instance-name acme--main --instance-type ml.t3.medium --role-arn "$role" --tags Key=tenant,Value=acme >/dev/null
aws sagemaker wait notebook-instance-in-service --notebook-instance-name acme--main
expect 'Cannot create a duplicate' sagemaker create-notebook-instance --notebook-instance-name acme--main --instance-type ml.t3.medium --role-arn "$role"
[[ $(aws sagemaker create-presigned-notebook-instance-url --notebook-instance-name acme--main --query AuthorizedUrl --output text) == https://* ]]
expect 'Unable to transition to (Deleting)' sagemaker delete-notebook-instance --notebook-instance-name acme--main
aws sagemaker stop-notebook-instance --notebook-instance-name acme--main
status Stopped
expect 'not in ([InService])' sagemaker create-presigned-notebook-instance-url --notebook-instance-name acme--main
aws sagemaker update-notebook-instance --notebook-instance-name acme--main --volume-size-in-gb 20
aws sagemaker start-notebook-instance --notebook-instance-name acme--main
status InService
aws sagemaker stop-notebook-instance --notebook-instance-name acme--main
aws sagemaker delete-notebook-instance --notebook-instance-name acme--main
expect RecordNotFound sagemaker describe-notebook-instance --notebook-instance-name acme--main

expect DeleteConflict iam delete-policy --policy-arn "$boundary"
expect DeleteConflict iam delete-role --role-name acme--execution
aws iam delete-role-policy --role-name acme--execution --policy-name execution
aws iam delete-role --role-name acme--execution
expect NoSuchEntity iam get-role --role-name acme--execution
aws iam delete-policy --policy-arn "$boundary"
[[ $(aws iam list-policies --scope Local --query 'length(Policies)') == 0 ]]
