#!/usr/bin/env bash
# Installs tenant-admin with its completions and manual pages, or takes away again exactly what it installed.
# Usage: scripts/install.sh --prefix DIR [ARCHIVE]
#        scripts/install.sh --prefix DIR --uninstall
# ARCHIVE is a tenant-admin-VERSION.tar.gz or a self-contained one; without it, what 'mvn package' made last in this checkout.
set -euo pipefail

fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}
usage() {
  sed -n '2,5s/^# //p' -- "${BASH_SOURCE[0]}" >&2
  exit 2
}

prefix=
archive=
uninstall=
while (($#)); do
  case $1 in
    --prefix) [[ $# -ge 2 && -n $2 ]] || usage; prefix=$2; shift ;;
    --prefix=?*) prefix=${1#*=} ;;
    --uninstall) uninstall=true ;;
    -*) usage ;;
    *) [[ -z $archive ]] || usage; archive=$1 ;;
  esac
  shift
done
[[ -n $prefix && ( -z $uninstall || -z $archive ) ]] || usage

home=lib/tenant-admin
list=$home/installed

# Takes away the listed files and those folders of theirs that are empty then and were not there before.
remove() {
  local entry
  rm -rf -- "$home/cache"
  while IFS= read -r entry; do
    case $entry in
      */) rmdir -- "$entry" 2>/dev/null || true ;;
      *) rm -f -- "$entry" ;;
    esac
  done < <(sort -r -- "$1")
}

if [[ -n $uninstall ]]; then
  [[ -f $prefix/$list ]] || fail "nothing of tenant-admin is installed in $prefix"
  cd -- "$prefix"
  cp -- "$list" "${TMPDIR:-/tmp}/tenant-admin-installed.$$"
  trap 'rm -f -- "${TMPDIR:-/tmp}/tenant-admin-installed.$$"' EXIT
  remove "${TMPDIR:-/tmp}/tenant-admin-installed.$$"
  exit
fi

if [[ -z $archive ]]; then
  root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
  archives=("$root"/target/tenant-admin-*.tar.gz)
  [[ -f ${archives[0]} ]] || fail "name an archive, or run 'mvn package' first"
  ((${#archives[@]} == 1)) || fail "name one of ${archives[*]}"
  archive=${archives[0]}
fi
[[ -r $archive ]] || fail "$archive cannot be read"

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
tar -xmzf "$archive" -C "$work"
tree=("$work"/*)
[[ ${#tree[@]} == 1 && -f ${tree[0]}/$home/build ]] || fail "$archive is no archive of tenant-admin"

mkdir -p -- "$prefix"
prefix=$(cd -- "$prefix" && pwd)
cd -- "$prefix"
if [[ -f $list ]]; then
  cp -- "$list" "$work/before"
  remove "$work/before"
fi
mapfile -t entries < <(cd -- "${tree[0]}" && find . -mindepth 1 \( -type d -printf '%P/\n' -o -printf '%P\n' \) | sort)
installed=()
for entry in "${entries[@]}"; do
  if [[ $entry == */ ]]; then
    if [[ ! -d $entry ]]; then
      mkdir -- "$entry"
      installed+=("$entry")
    fi
  else
    [[ ! -e $entry ]] || fail "$prefix/$entry is there already and was not installed by this script; nothing more was installed"
    cp -- "${tree[0]}/$entry" "$entry"
    installed+=("$entry")
  fi
  printf '%s\n' ${installed[@]+"${installed[@]}"} "$list" >"$work/installed"
done
cp -- "$work/installed" "$list"
if [[ -d $home/cache ]]; then
  # The launcher takes no cache that is older than a jar.
  find "$home/cache" -type f -exec touch -- {} +
else
  "$home/make-caches" || true
fi
printf 'tenant-admin is installed in %s; uninstall it with: %s --prefix %s --uninstall\n' "$prefix" "$0" "$prefix"
case :$PATH: in
  *":$prefix/bin:"*) ;;
  *) printf 'Put %s/bin on your PATH.\n' "$prefix" ;;
esac
