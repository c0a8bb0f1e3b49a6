#!/bin/bash
# Stops this notebook instance once no kernel was busy and no terminal in use for as long as it is told, counted from the start at the
# earliest. What it cannot see, it does not stop. It needs bash, curl, python3 and the AWS CLI of Amazon Linux 2023, and nothing else.
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
  systemctl daemon-reload && systemctl enable --now tenant-admin-idle-stop.timer
}

# What Jupyter lists; an installation without terminals has no list of them.
jupyter() {
  local answer
  answer=$(curl --silent --insecure --max-time 10 --write-out '\n%{http_code}' \
    "${JUPYTER:-https://localhost:8443}/api/$1") || return
  case $1:${answer##*$'\n'} in
    *:200) printf '%s' "${answer%$'\n'*}" ;;
    terminals:404) printf '[]' ;;
    *) return 1 ;;
  esac
}

# When somebody or something was last active, in seconds of the epoch, or "busy".
last_activity() {
  python3 -I - "$1" "$2" <<'END'
import calendar, json, sys, time

things = json.loads(sys.argv[1]) + json.loads(sys.argv[2])
times = [calendar.timegm(time.strptime(thing["last_activity"][:19], "%Y-%m-%dT%H:%M:%S")) for thing in things]
print("busy" if any(thing.get("execution_state") == "busy" for thing in things) else max(times, default=0))
END
}

if [[ $1 == install ]]; then
  install_timer "$2"
  exit
fi

read -r name region < <(python3 -I -c 'import json, sys
notebook = json.load(open(sys.argv[1]))
print(notebook["ResourceName"], notebook["ResourceArn"].split(":")[3])' "$root/opt/ml/metadata/resource-metadata.json")
if ! kernels=$(jupyter kernels) || ! terminals=$(jupyter terminals) ||
  ! last=$(last_activity "$kernels" "$terminals" 2>/dev/null) || [[ -z ${region:-} ]]; then
  log 'cannot tell whether it is idle: left running'
  exit
fi
if [[ $last == busy ]]; then
  log 'a kernel is busy: left running'
  exit
fi

now=$(date +%s)
read -r idle _ <"$root/proc/uptime"
idle=${idle%.*}
for time in "$(<"$here/started")" "$last"; do
  ((now - time < idle)) && idle=$((now - time))
done
if ((idle < $1)); then
  log "idle for $idle of $1 seconds: left running"
  exit
fi
report "idle for $idle of $1 seconds: stopping $name"
if ! error=$(aws sagemaker stop-notebook-instance --region "$region" --cli-connect-timeout 10 \
  --notebook-instance-name "$name" 2>&1); then
  report "$name could not be stopped: the next run tries again"
  log "$error"
  exit 1
fi
