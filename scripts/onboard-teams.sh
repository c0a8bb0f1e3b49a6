#!/usr/bin/env bash
# Onboards a list of teams, one tenant each. Safe to run again: a second run does only what is left.
#
#   onboard-teams.sh FILE [OPTION...]
#
# FILE has a line for each team: the tenant's name, then its people, separated by commas; '#' begins a comment.
#   acme       alice,bob
#   acme-west  carol
# The options go to create-tenant as they are, for example: --region eu-central-1 --instance-type ml.m5.xlarge
#
# Exits with 0 when every team is onboarded, 1 when some are not (they are named), and at once with tenant-admin's own
# code when it makes no sense to go on: no credentials (253), AWS refuses or is out of reach (254), interrupted (130, 143).
set -euo pipefail

if (($# < 1)) || [[ ! -r $1 ]]; then
  printf 'usage: %s FILE [OPTION...]\n' "${0##*/}" >&2
  exit 252
fi
file=$1
shift

# Put your own in TENANT_ADMIN to use another than the one beside this script.
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
tenant_admin=${TENANT_ADMIN:-$here/tenant-admin}

onboarded=0
failed=()

while read -r team people rest || [[ -n ${team:-} ]]; do
  if [[ -z $team || $team == '#'* ]]; then
    continue
  fi
  arguments=(create-tenant "$team" --quiet "$@")
  if [[ -n $people && $people != '#'* ]]; then
    arguments+=(--user "$people")
    if [[ -n $rest && $rest != '#'* ]]; then
      printf '%s: separate people by commas alone, not "%s %s"\n' "$team" "$people" "$rest" >&2
      failed+=("$team")
      continue
    fi
  fi

  status=0
  # Standard input is the list of teams: the tool must not read from it.
  "$tenant_admin" "${arguments[@]}" </dev/null || status=$?
  case $status in
    0) onboarded=$((onboarded + 1)) ;;
    4) printf '%s: in conflict with what the account holds; left as it is\n' "$team" >&2 && failed+=("$team") ;;
    5) printf '%s: not ready in time; run this again\n' "$team" >&2 && failed+=("$team") ;;
    6) printf '%s: its notebook failed; see the reason above\n' "$team" >&2 && failed+=("$team") ;;
    252) printf '%s: not a valid line\n' "$team" >&2 && failed+=("$team") ;;
    *)
      printf '%s: stopped here (exit code %d); run this again when that is mended\n' "$team" "$status" >&2
      exit "$status"
      ;;
  esac
done <"$file"

printf '%d onboarded, %d not' "$onboarded" "${#failed[@]}"
if ((${#failed[@]} > 0)); then
  printf ': %s\n' "${failed[*]}"
  exit 1
fi
printf '\n'
