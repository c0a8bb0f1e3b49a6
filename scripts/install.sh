#!/usr/bin/env bash
# Installs tenant-admin with its completions and manual pages, or takes away again exactly what it installed.
# Usage: scripts/install.sh --prefix DIR [ARCHIVE]
#        scripts/install.sh --prefix DIR --uninstall
# ARCHIVE is a tenant-admin-VERSION.tar.gz or a self-contained one; without it, what 'mvn package' made last in this checkout.
# Where its checksum is beside it, as ARCHIVE.sha256, the archive must have it.
set -euo pipefail

fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}
usage() {
  sed -n '2,6s/^# //p' -- "${BASH_SOURCE[0]}" >&2
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
# With it, cd may lead elsewhere than it is told.
unset CDPATH

# Goes to a folder in the prefix; fails where a link on the way leads out of it.
enter() {
  cd -P -- "$prefix/$1" && [[ $PWD/ == "${prefix%/}"/* ]]
}
must_be_inside() {
  (enter "$1") || fail "$prefix/$1 leads out of $prefix; nothing was changed"
}

# Takes away the listed files and those folders of theirs that are empty then and were not there before. The list may say anything:
# what is outside is left, and makes this fail.
remove() {
  local listed entry path left=0
  mapfile -t listed < <(sort -r -- "$list")
  (enter "$home" && rm -rf -- ./cache)
  for entry in ${listed[@]+"${listed[@]}"}; do
    path=./${entry%/}
    # Deleted from within its folder, so that nobody can turn the way there in the meantime.
    (
      [[ $entry != /* && /$path/ != */../* ]] || exit 1
      [[ -d $prefix/${path%/*} ]] || exit 0
      enter "${path%/*}" || exit 1
      case $entry in
        */) rmdir -- "./${path##*/}" 2>/dev/null || true ;;
        *) rm -f -- "./${path##*/}" ;;
      esac
    ) || {
      printf 'install.sh: left, because it is not in %s or cannot be deleted: %q\n' "$prefix" "$entry" >&2
      left=1
    }
  done
  return "$left"
}

if [[ -n $uninstall ]]; then
  [[ -f $prefix/$list ]] || fail "nothing of tenant-admin is installed in $prefix"
  prefix=$(cd -P -- "$prefix" && pwd -P)
  cd -- "$prefix"
  must_be_inside "$home"
  remove
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
if [[ -f $archive.sha256 ]]; then
  [[ $(sha256sum <"$archive") == "$(cut -d' ' -f1 -- "$archive.sha256")"\ * ]] ||
    fail "$archive does not have the checksum in $archive.sha256: get both again; nothing was installed"
fi

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
tar -xmzf "$archive" -C "$work"
tree=("$work"/*)
[[ ${#tree[@]} == 1 && -f ${tree[0]}/$home/build ]] || fail "$archive is no archive of tenant-admin"

mkdir -p -- "$prefix"
prefix=$(cd -P -- "$prefix" && pwd -P)
cd -- "$prefix"
mapfile -t entries < <(cd -- "${tree[0]}" && find . -mindepth 1 \( -type d -printf '%P/\n' -o -printf '%P\n' \) | sort)
for entry in "${entries[@]}"; do
  [[ $entry != */ || ! -d $entry ]] || must_be_inside "${entry%/}"
done
if [[ -f $list ]]; then
  remove || true
fi
installed=()
for entry in "${entries[@]}"; do
  if [[ $entry == */ ]]; then
    if [[ ! -d $entry ]]; then
      mkdir -- "$entry"
      installed+=("$entry")
    fi
  else
    [[ ! -e $entry && ! -L $entry ]] || fail "$prefix/$entry is there already and was not installed by this script; nothing more was installed"
    cp -- "${tree[0]}/$entry" "$entry"
    installed+=("$entry")
  fi
  printf '%s\n' ${installed[@]+"${installed[@]}"} "$list" >"$work/installed"
done
rm -f -- "$list"
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
