#!/usr/bin/env bash
# Onboards a list of teams, one tenant each, by one 'tenant-admin apply'. Safe to run again: a second run does only what is left.
#
#   onboard-teams.sh FILE [OPTION...]
#
# FILE, or - for standard input, has a line for each team: the tenant's name, then its people, with blanks, commas or semicolons
# between them, as a spreadsheet saves them too; '#' begins a comment.
#   acme       alice,bob
#   acme-west  carol
# The options are those of create-tenant, for example: --region eu-central-1 --instance-type ml.m5.xlarge
# It runs what TENANT_ADMIN names, else the tenant-admin on the PATH, else the one beside this script.
#
# Exits with 0 when every team is onboarded, 1 when some are not (they are named), and with tenant-admin's own code when it makes
# no sense to go on: a wrong list or option (252), no credentials (253), AWS is out of reach (254), interrupted (130, 143).
set -euo pipefail

stop() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 252
}

(($# > 0)) || stop 'give a list of teams: onboard-teams.sh FILE [OPTION...]'
list=$1
shift
tenant_admin=${TENANT_ADMIN:-$(command -v tenant-admin || echo "$(dirname -- "${BASH_SOURCE[0]}")/tenant-admin")}
command -v "$tenant_admin" >/dev/null || stop "there is no $tenant_admin: put tenant-admin on the PATH, or set TENANT_ADMIN"
if [[ $list != - ]]; then
  [[ -e $list ]] || stop "$list does not exist"
  [[ ! -d $list ]] || stop "$list is a directory"
  exec <"$list"
fi

# The teams by the number of their line, so that apply's errors name the list's lines.
names=()
people=()
number=0
byte_order_mark=$'\xef\xbb\xbf'
while IFS= read -r line || [[ -n $line ]]; do
  number=$((number + 1))
  line=${line#"$byte_order_mark"}
  line=${line%%#*}
  # Tabs and carriage returns are blanks to read; quotes are a spreadsheet's.
  IFS=$' \t\r' read -ra words <<<"${line//[,;\"]/ }"
  if ((${#words[@]} > 0)); then
    names[number]=${words[0]//\\/\\\\}
    people[number]=$(printf ', "%s"' "${words[@]:1}")
    ((${#words[@]} > 1)) || people[number]=
    people[number]=${people[number]//\\/\\\\}
  fi
done
((${#names[@]} > 0)) || stop "$list names no team"

# A string of JSON, and the text that it is.
string='"(([^"\\]|\\.)*)"'
text() {
  printf '%b' "$1"
}

# Reads apply's result, a line of JSON for each team as it ends: prints it, and notes who failed.
results() {
  local line done=0
  while IFS= read -r line; do
    [[ $line =~ ^\{\"schemaVersion\":1,\"tenant\":$string, ]] || continue
    local team=${BASH_REMATCH[1]} result=failed why=''
    if [[ $line =~ ,\"dryRun\":(true|false),\"result\":\"([a-z]+)\", ]]; then
      result=${BASH_REMATCH[2]}
    fi
    if [[ $line =~ ,\"error\":\{\"kind\":\"[a-z-]+\",\"message\":$string ]]; then
      why=": $(text "${BASH_REMATCH[1]}")"
    fi
    [[ $result != failed ]] || printf '%s\n' "$team" >>"$work/failed"
    done=$((done + 1))
    [[ ! -t 2 ]] || printf '\r\033[K' >&2
    printf '%s: %s%s\n' "$team" "$result" "$why"
    [[ ! -t 2 ]] || printf '%d of %d teams' "$done" "${#names[@]}" >&2
  done
  [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

# Reads what apply says besides: passes it on, but an error, which is JSON, in words, and notes the lines of the list that are wrong.
told() {
  local line number='' message=''
  while IFS= read -r line; do
    case $line in
      '{') message='' ;;
      '}') [[ -s $work/lines ]] || printf 'tenant-admin: %s\n' "${message//"$work/teams"/$list}" ;;
      ' '*)
        if [[ $line =~ \"line\"\ :\ ([0-9]+) ]]; then
          number=${BASH_REMATCH[1]}
          printf '%d\n' "$number" >>"$work/lines"
        elif [[ $line =~ \"message\"\ :\ $string ]]; then
          message=$(text "${BASH_REMATCH[1]}")
          [[ -z $number ]] || printf '%s:%d: %s\n' "$list" "$number" "$message"
        fi
        ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
}

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
bad=()
refused=0
while ((${#names[@]} > 0)); do
  for ((i = 1, last = 0; i <= number; i++)); do
    ((i > 1)) || printf '{"tenants": ['
    if [[ -n ${names[i]:-} ]]; then
      ((last == 0)) || printf ', '
      last=$i
      printf '{"name": "%s"%s}' "${names[i]}" "${people[i]:+, \"users\": [${people[i]#, }]}"
    fi
    printf '\n'
  done >"$work/teams"
  printf ']}\n' >>"$work/teams"
  rm -f -- "$work"/{status,failed,lines}
  {
    {
      "$tenant_admin" apply -f "$work/teams" --quiet "$@" -o json </dev/null 2>&1 >&3 3>&- || printf '%d\n' $? >"$work/status"
    } | told >&2 3>&-
  } 3>&1 | results
  status=$(cat -- "$work/status" 2>/dev/null || echo 0)
  # The lines of the list that apply refuses; without them it does the rest.
  lines=$(sort -nu -- "$work/lines" 2>/dev/null || true)
  [[ $status == 252 && -n $lines ]] || break
  status=0
  for i in $lines; do
    name=${names[i]:-line $i}
    bad+=("${name//\\\\/\\}")
    unset "names[i]"
    refused=$((refused + 1))
  done
done

if ((status == 1)) && [[ -s $work/failed ]]; then
  mapfile -t words <"$work/failed"
  bad+=("${words[@]}")
elif ((status != 0)); then
  printf '%s: stopped (exit code %d); run this again when that is mended\n' "${0##*/}" "$status" >&2
  exit "$status"
fi

printf '%d onboarded, %d not' "$((${#names[@]} - ${#bad[@]} + refused))" "${#bad[@]}"
if ((${#bad[@]} > 0)); then
  printf ': %s\n' "${bad[*]}"
  exit 1
fi
printf '\n'
