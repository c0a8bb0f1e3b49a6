#!/bin/bash
# Stops this notebook instance once two looks in a row found that nobody used it and nothing worked for as long as it is told, counted
# from the start at the earliest. What it cannot see, it does not stop. It needs bash, curl, find, python3 and the AWS CLI of Amazon
# Linux 2023, and nothing else.
#   idle-stop install SECONDS   have systemd run it every five minutes, from now on
#   idle-stop SECONDS           look, and stop the notebook instance if it is idle
set -u -o pipefail

root=${ROOT:-} # elsewhere in tests alone, like $JUPYTER
here=$root/opt/tenant-admin
units=$root/etc/systemd/system

log() {
  printf '%s %s\n' "$(date -u +%FT%TZ)" "$1" | tee -a "$root/var/log/tenant-admin-idle-stop.log"
}

# In CloudWatch too, for what is on this machine goes with it. Not being able to is no reason not to stop.
report() {
  log "$1"
  local event=(--region "$region" --cli-connect-timeout 5 --log-group-name /aws/sagemaker/NotebookInstances
    --log-stream-name "$name/IdleStop")
  aws logs create-log-stream "${event[@]}" >/dev/null 2>&1
  aws logs put-log-events "${event[@]}" >/dev/null 2>&1 \
    --log-events "[{\"timestamp\": $(date +%s)000, \"message\": \"$1\"}]"
}

install_timer() {
  mkdir -p "$units"
  cat >"$units/tenant-admin-idle-stop.service" <<END
[Unit]
Description=Stop this notebook instance once it is idle for $1 seconds

[Service]
Type=oneshot
TimeoutStartSec=2min
ExecStart=/opt/tenant-admin/idle-stop $1
END
  cat >"$units/tenant-admin-idle-stop.timer" <<END
[Timer]
OnCalendar=*:0/5

[Install]
WantedBy=timers.target
END
  date +%s >"$here/started"
  rm -f "$here/state" "$here/told"
  systemctl daemon-reload && systemctl enable --now tenant-admin-idle-stop.timer
}

# What Jupyter lists; an installation without terminals has no list of them. Asking is no activity, and no proxy is asked.
jupyter() {
  local answer
  answer=$(curl --silent --insecure --noproxy '*' --max-time 10 --write-out '\n%{http_code}' \
    "${JUPYTER:-https://localhost:8443}/api/$1?no_track_activity=1") || return
  case $1:${answer##*$'\n'} in
    *:200) printf '%s' "${answer%$'\n'*}" ;;
    terminals:404) printf '[]' ;;
    *) return 1 ;;
  esac
}

# When the user's files were last saved, kernels began or ended, or cells ran: of what 20 seconds of looking find.
saved() {
  timeout 20 find "$home" "$home/SageMaker" -xdev -name '.?*' ! -name .bash_history -prune -o \
    -type f ! -newermt "@$((now + 1))" -printf '%T@\n' 2>/dev/null | sort -n | tail -1
  stat --format %.Y "$home"/.local/share/jupyter/runtime "$home"/.ipython/profile_*/history.sqlite 2>/dev/null
}

# For how long nothing happened, and for how long the look before said so. What happened is what differs from the look before, so it
# is not forgotten with a kernel, and a clock that jumps does not age it. A process works that computes for 5 % of the time; one that
# waits, for input() too, does not. Jupyter itself is no work: it answers whoever asks.
idle() {
  python3 -I - "$@" <<'END'
import calendar, glob, json, os, sys, time

state, proc, home, kernels, terminals, saved, now, started = sys.argv[1:]
now = int(now)
things = json.loads(kernels) + json.loads(terminals)
times = [calendar.timegm(time.strptime(thing["last_activity"][:19], "%Y-%m-%dT%H:%M:%S")) for thing in things]
newest = max(times + [float(word) for word in saved.split()], default=0)
up = float(open(proc + "/uptime").read().split()[0])
cpu = {}
for stat in glob.glob(proc + "/[0-9]*/stat"):
    try:
        words = open(stat).read().rpartition(")")[2].split()
        command = open(stat[:-4] + "cmdline").read()
        if os.stat(stat).st_uid == os.stat(home).st_uid and not any(
                part in command for part in ("jupyter-lab", "jupyter-server", "jupyter-notebook")):
            cpu[stat.split("/")[-2] + "/" + words[19]] = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        pass
try:
    before = json.load(open(state))
except (OSError, ValueError):
    before = None
seen = [len(things), newest]
if before is None or before["up"] > up:
    before = {"idle": 0}
    idle = min(max(now - newest, 0), max(now - int(started), 0), up)
else:
    passed = up - before["up"]
    idle = before["idle"] + passed
    if seen != before["seen"]:
        idle = min(idle, max(now - newest, 0), passed)
    if any(used - before["cpu"].get(process, 0) > max(passed / 20, 0.1) for process, used in cpu.items()):
        idle = 0
with open(state, "w") as file:
    json.dump({"up": up, "idle": idle, "seen": seen, "cpu": cpu}, file)
print(int(idle), int(before["idle"]))
END
}

if [[ $1 == install ]]; then
  install_timer "$2"
  exit
fi

read -r name region < <(python3 -I -c 'import json, sys
notebook = json.load(open(sys.argv[1]))
print(notebook["ResourceName"], notebook["ResourceArn"].split(":")[3])' "$root/opt/ml/metadata/resource-metadata.json")
now=$(date +%s)
home=${NOTEBOOK_HOME:-$root/home/ec2-user}
if ! kernels=$(jupyter kernels) || ! terminals=$(jupyter terminals) || [[ -z ${region:-} ]] ||
  ! times=$(idle "$here/state" "${PROC:-$root/proc}" "$home" "$kernels" "$terminals" "$(saved)" "$now" "$(<"$here/started")" 2>/dev/null); then
  say=log
  if [[ -n ${region:-} ]] && ! ((now - $(cat "$here/told" 2>/dev/null || echo 0) < 86400)); then
    say=report
    echo "$now" >"$here/told"
  fi
  "$say" 'cannot tell whether it is idle: left running'
  exit
fi
read -r idle before <<<"$times"
if ((idle < $1)); then
  log "idle for $idle of $1 seconds: left running"
  exit
fi
if ((before < $1)); then
  log "idle for $idle of $1 seconds: the next look stops it if nothing happens until then"
  exit
fi
report "idle for $idle of $1 seconds: stopping $name"
if ! error=$(aws sagemaker stop-notebook-instance --region "$region" --cli-connect-timeout 10 \
  --notebook-instance-name "$name" 2>&1); then
  report "$name could not be stopped: the next run tries again"
  log "$error"
  exit 1
fi
