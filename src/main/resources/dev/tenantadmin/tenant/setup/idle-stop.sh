#!/bin/bash
# Stops this notebook instance once two looks in a row found that nobody used it and nothing worked for as long as it is told, counted
# from the start at the earliest. What it cannot see, it does not stop. It needs bash, find, python3 and the AWS CLI of Amazon
# Linux 2023, and nothing else.
#   idle-stop install SECONDS   have systemd run it every five minutes, from now on
#   idle-stop SECONDS           look, and stop the notebook instance if it is idle
set -u -o pipefail

# Elsewhere in tests alone, like $JUPYTER.
root=${ROOT:-}
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

# When the user's files were last saved, kernels began or ended, or cells ran: of what 20 seconds of looking find.
saved() {
  timeout 20 find "$home" "$home/SageMaker" -xdev -name '.?*' ! -name .bash_history -prune -o \
    -type f ! -newermt "@$((now + 1))" -printf '%T@\n' 2>/dev/null | sort -n | tail -1
  stat --format %.Y "$home"/.local/share/jupyter/runtime "$home"/.ipython/profile_*/history.sqlite 2>/dev/null
}

# For how long nothing happened, and for how long the look before said so. What happened is what differs from the look before, so it
# is not forgotten with a kernel, and a clock that jumps does not age it. A process works that computes for 5 % of the time; one that
# waits, for input() too, does not. Jupyter itself is no work: it answers whoever asks.
# Every server is asked that runs: SageMaker's, and those of which the user's files tell address and token. One without terminals has
# no list of them. Asking is no activity, and no proxy is asked.
idle() {
  timeout 60 python3 -I - "$@" <<'END'
import calendar, glob, http.client, json, os, ssl, sys, time, urllib.parse

state, proc, home, sagemakers, saved, now, started = sys.argv[1:]
now = int(now)
ssl._create_default_https_context = ssl._create_unverified_context

def ask(url, token, what):
    parts = urllib.parse.urlsplit(url)
    server = getattr(http.client, parts.scheme.upper() + "Connection")(parts.netloc, timeout=10)
    headers = {"Authorization": "token " + token} if token else {}
    try:
        server.request("GET", f"{parts.path}api/{what}?no_track_activity=1", headers=headers)
        answer = server.getresponse()
    except OSError as error:
        sys.exit(f"{url}: {error}")
    if (what, answer.status) == ("terminals", 404):
        return []
    if answer.status != 200:
        sys.exit(f"{url} answers {answer.status}")
    return json.loads(answer.read())

servers = {}
for file in glob.glob(home + "/.local/share/jupyter/runtime/*server-*.json"):
    server = json.load(open(file))
    if os.path.exists(f"{proc}/{server['pid']}"):
        servers[server["url"]] = server["token"]
ports = [urllib.parse.urlsplit(url).port for url in servers]
if urllib.parse.urlsplit(sagemakers).port not in ports:
    servers[sagemakers] = ""
things = [thing for each in servers.items() for what in ("kernels", "terminals") for thing in ask(*each, what)]
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
times='its own name is unknown'
if [[ -z ${region:-} ]] || ! times=$(idle "$here/state" "${PROC:-$root/proc}" "$home" "${JUPYTER:-https://localhost:8443}/" \
  "$(saved)" "$now" "$(<"$here/started")" 2>&1); then
  say=log
  if [[ -n ${region:-} ]] && ! ((now - $(cat "$here/told" 2>/dev/null || echo 0) < 86400)); then
    say=report
    echo "$now" >"$here/told"
  fi
  "$say" "cannot tell whether it is idle: left running. $(tr -cd '[:alnum:] :/._-' <<<"${times##*$'\n'}")"
  exit
fi
read -r idle before <<<"${times##*$'\n'}"
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
