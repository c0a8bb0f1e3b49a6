# bash completion for tenant-admin; 'tenant-admin completion bash' prints it.
_tenant_admin() {
  local line=${COMP_LINE:0:COMP_POINT} command= option= tenant= kind= values= position=0 words word cur i
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  cur=${words[${#words[@]} - 1]}
  for ((i = 1; i < ${#words[@]} - 1; i++)); do
    word=${words[i]}
    if [[ -n $option ]]; then
      option=
    elif [[ $word == -* ]]; then
      case "$command $word" in
        *' --profile' | *' --region' | *' --endpoint-url' | *' --assume-role' | *' -o' | *' --output' | *' --color' | *' --timeout' | 'create-tenant --user' | 'create-tenant --notebook' | 'create-tenant --instance-type' | 'create-tenant --volume-size' | 'create-tenant --idle-stop' | 'create-tenant --on-start' | 'create-tenant --on-create' | 'create-tenant --subnet' | 'create-tenant --security-group' | 'create-tenant --kms-key' | 'create-tenant --trust' | 'create-tenant --trust-sso' | 'create-tenant --administrator' | 'create-tenant --allow-cidr' | 'create-tenant --data-location' | 'create-tenant --data-key' | 'create-tenant --allow-instance-type' | 'create-tenant --max-runtime' | 'create-tenant --permissions-boundary' | 'create-tenant --path-prefix' | 'create-tenant --tag' | 'list-tenants --status' | 'list-tenants --sort' | 'apply -f' | 'apply --file' | 'url --session-duration' | 'stop --running-longer-than' | 'stop --exclude' | 'credentials --format' | 'credentials --duration' | 'deploy --image' | 'deploy --model-data' | 'deploy --instance-type' | 'deploy --instances' | 'deploy --serverless' | 'deploy --max-concurrency' | 'deploy --env' | 'deploy --kms-key' | 'undeploy --older-than' | 'undeploy --exclude' | 'list-endpoints --older-than' | 'list-endpoints --sort' | 'verify --report' | 'verify --sarif' | 'verify --simulator' | 'verify --save' | 'verify --from' | 'verify --against' | 'doctor --tag' | 'doctor --permissions-boundary' | 'permissions --account' | 'sandbox serve --port' | 'sandbox serve --transition' | 'sandbox serve --assume-delay' | 'sandbox serve --stale-reads' | 'sandbox serve --throttle' | 'sandbox serve --quota' | 'sandbox serve --capacity-failure' | 'sandbox serve --fault' | 'sandbox serve --maintenance') option=$word ;;
      esac
    else
      case "$command $word" in
        ' create-tenant' | ' describe-tenant' | ' list-tenants' | ' delete-tenant' | ' suspend' | ' resume' | ' apply' | ' export' | ' url' | ' start' | ' stop' | ' remove-notebook' | ' credentials' | ' deploy' | ' undeploy' | ' list-endpoints' | ' add-user' | ' remove-user' | ' verify' | ' audit' | ' doctor' | ' permissions' | ' sandbox' | 'sandbox serve' | 'sandbox reset' | ' completion' | ' help') command=${command:+$command }$word ;;
        *)
          tenant=${tenant:-$word}
          position=$((position + 1)) ;;
      esac
    fi
  done
  # An option whose value is not there yet says nothing.
  [[ -z $option ]] || words=("${words[@]:0:${#words[@]}-2}" "$cur")
  if [[ -z $option && $cur == --*=* ]]; then
    option=${cur%%=*}
    cur=${cur#*=}
  fi
  if [[ -n $option ]]; then
    case "$command $option" in
      *' --profile') kind=profiles ;;
      *' --region') kind=regions ;;
      *' -o' | *' --output') values='text json wide' ;;
      *' --color') values='auto always never' ;;
      'create-tenant --notebook') kind=notebooks ;;
      'create-tenant --on-start') kind=file ;;
      'create-tenant --on-create') kind=file ;;
      'list-tenants --status') values='complete incomplete suspended Pending InService Stopping Stopped Failed Deleting Updating PendingMaintenance InMaintenance' ;;
      'list-tenants --sort') values='name age running users' ;;
      'apply -f' | 'apply --file') kind=file ;;
      'stop --exclude') kind=tenants ;;
      'credentials --format') values='credential-process env json' ;;
      'list-endpoints --sort') values='name age changed instances' ;;
      'verify --report') kind=file ;;
      'verify --sarif') kind=file ;;
      'verify --simulator') values='none sample all' ;;
      'verify --save') kind=file ;;
      'verify --from') kind=file ;;
      'verify --against') kind=file ;;
    esac
  elif [[ $cur == -* ]]; then
    case $command in
      '') values='--profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'create-tenant') values='--all --dry-run --detailed-exitcode --restart --no-wait --user --no-users --notebook --instance-type --volume-size --idle-stop --on-start --on-create --subnet --security-group --kms-key --trust --trust-sso --administrator --require-mfa --no-require-mfa --allow-cidr --data-location --data-key --allow-instance-type --max-runtime --permissions-boundary --path-prefix --tag --protect --no-protect --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'describe-tenant') values='--profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'list-tenants') values='--status --sort --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'delete-tenant') values='--dry-run --detailed-exitcode -y --yes --delete-endpoints --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'suspend') values='--dry-run --detailed-exitcode --delete-endpoints --no-wait --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'resume') values='--dry-run --detailed-exitcode --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'apply') values='-f --file --print-schema --prune --prune-notebooks --restart --no-wait --dry-run --detailed-exitcode -y --yes --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'export') values='--profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'url') values='--start --as-caller --open --lab --session-duration --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'start') values='--no-wait --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'stop') values='--no-wait --all --running-longer-than --exclude --dry-run --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'remove-notebook') values='--no-wait --dry-run --detailed-exitcode -y --yes --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'credentials') values='--format --duration --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'deploy') values='--image --model-data --instance-type --instances --serverless --max-concurrency --env --kms-key --no-network-isolation --no-wait --dry-run --detailed-exitcode --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'undeploy') values='--all --older-than --exclude --dry-run --detailed-exitcode -y --yes --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'list-endpoints') values='--details --older-than --sort --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'add-user') values='--dry-run --detailed-exitcode --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'remove-user') values='--dry-run --detailed-exitcode -y --yes --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'verify') values='--report --sarif --simulator --save --from --against --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'audit') values='--fix --restart --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'doctor') values='--tag --permissions-boundary --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'permissions') values='--account --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'sandbox') values='--profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'sandbox serve') values='--port --transition --assume-delay --stale-reads --throttle --quota --capacity-failure --fault --maintenance --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'sandbox reset') values='-y --yes --profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'completion') values='--profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
      'help') values='--profile --region --endpoint-url --assume-role --sandbox -o --output -q --quiet -v --verbose --color --timeout -h --help -V --version' ;;
    esac
  else
    case "$command $position" in
      ' 0') values='create-tenant describe-tenant list-tenants delete-tenant suspend resume apply export url start stop remove-notebook credentials deploy undeploy list-endpoints add-user remove-user verify audit doctor permissions sandbox completion help' ;;
      'create-tenant 0') kind=tenants ;;
      'describe-tenant 0') kind=tenants ;;
      'delete-tenant 0') kind=tenants ;;
      'suspend 0') kind=tenants ;;
      'resume 0') kind=tenants ;;
      'export '*) kind=tenants ;;
      'url 0') kind=tenants ;;
      'url 1') kind=notebooks ;;
      'start 0') kind=tenants ;;
      'start 1') kind=notebooks ;;
      'stop 0') kind=tenants ;;
      'stop 1') kind=notebooks ;;
      'remove-notebook 0') kind=tenants ;;
      'remove-notebook 1') kind=notebooks ;;
      'credentials 0') kind=tenants ;;
      'deploy 0') kind=tenants ;;
      'deploy 1') kind=endpoints ;;
      'undeploy 0') kind=tenants ;;
      'undeploy 1') kind=endpoints ;;
      'list-endpoints 0') kind=tenants ;;
      'add-user 0') kind=tenants ;;
      'add-user 1') kind=persons ;;
      'remove-user 0') kind=tenants ;;
      'remove-user 1') kind=persons ;;
      'verify '*) kind=tenants ;;
      'audit '*) kind=tenants ;;
      'permissions '*) values='add-user apply audit create-tenant credentials delete-tenant deploy describe-tenant doctor export list-endpoints list-tenants remove-notebook remove-user resume start stop suspend undeploy url verify' ;;
      'sandbox 0') values='serve reset' ;;
      'completion 0') values='bash zsh fish' ;;
      'help 0') values='create-tenant describe-tenant list-tenants delete-tenant suspend resume apply export url start stop remove-notebook credentials deploy undeploy list-endpoints add-user remove-user verify audit doctor permissions sandbox completion help' ;;
    esac
  fi
  case $kind in
    tenants | notebooks | persons | endpoints | profiles | regions)
      values=$("${words[0]}" complete "$kind" "$tenant" "${words[@]:1:${#words[@]}-2}" 2>/dev/null) ;;
    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$values" -- "$cur")
  # Readline replaces only what stands behind the last of these.
  cur=${cur%"${cur##*[@=]}"}
  COMPREPLY=("${COMPREPLY[@]#"$cur"}")
}
complete -F _tenant_admin tenant-admin
