# fish completion for tenant-admin; 'tenant-admin completion fish' prints it.

# Prints the command that the line names, and its arguments so far, each on its own line.
function __tenant_admin_place
    set -l command
    set -l option
    set -l arguments
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if test -n "$option"
            set option
            continue
        end
        switch "$command $word"
            case '* --profile' '* --region' '* --endpoint-url' '* --assume-role' '* -o' '* --output' '* --color' '* --timeout' 'create-tenant --user' 'create-tenant --notebook' 'create-tenant --instance-type' 'create-tenant --volume-size' 'create-tenant --idle-stop' 'create-tenant --on-start' 'create-tenant --on-create' 'create-tenant --subnet' 'create-tenant --security-group' 'create-tenant --kms-key' 'create-tenant --trust' 'create-tenant --trust-sso' 'create-tenant --administrator' 'create-tenant --allow-cidr' 'create-tenant --data-location' 'create-tenant --data-key' 'create-tenant --allow-instance-type' 'create-tenant --max-runtime' 'create-tenant --permissions-boundary' 'create-tenant --path-prefix' 'create-tenant --tag' 'list-tenants --status' 'list-tenants --sort' 'apply -f' 'apply --file' 'url --session-duration' 'stop --running-longer-than' 'stop --exclude' 'credentials --format' 'credentials --duration' 'deploy --image' 'deploy --model-data' 'deploy --instance-type' 'deploy --instances' 'deploy --serverless' 'deploy --max-concurrency' 'deploy --env' 'deploy --kms-key' 'undeploy --older-than' 'undeploy --exclude' 'list-endpoints --older-than' 'list-endpoints --sort' 'verify --report' 'verify --sarif' 'verify --simulator' 'verify --save' 'verify --from' 'verify --against' 'doctor --tag' 'doctor --permissions-boundary' 'permissions --account' 'sandbox serve --port' 'sandbox serve --transition' 'sandbox serve --assume-delay' 'sandbox serve --stale-reads' 'sandbox serve --throttle' 'sandbox serve --quota' 'sandbox serve --capacity-failure' 'sandbox serve --fault' 'sandbox serve --maintenance'
                set option $word
            case '* -*'
            case ' create-tenant' ' describe-tenant' ' list-tenants' ' delete-tenant' ' suspend' ' resume' ' apply' ' export' ' url' ' start' ' stop' ' remove-notebook' ' credentials' ' deploy' ' undeploy' ' list-endpoints' ' add-user' ' remove-user' ' verify' ' audit' ' doctor' ' permissions' ' sandbox' 'sandbox serve' 'sandbox reset' ' completion' ' help'
                set command (string trim -- "$command $word")
            case '*'
                set -a arguments $word
        end
    end
    printf '%s\n' "$command" $arguments
end

# Names of a kind, of the tenant that the line names first; for the value of an option with the argument value.
function __tenant_admin_names
    set -l words (commandline -opc)
    set -l place (__tenant_admin_place)
    set -l program $words[1]
    set -e words[1]
    # An option whose value is not there yet says nothing.
    if test "$argv[2]" = value; and not string match -q -- '--*=*' (commandline -ct)
        set -e words[-1]
    end
    $program complete $argv[1] "$place[2]" $words 2>/dev/null
end

function __tenant_admin_arguments
    string match -q -- '-*' (commandline -ct); and return
    set -l place (__tenant_admin_place)
    switch "$place[1] "(math (count $place) - 1)
        case ' 0'
            printf '%s\t%s\n' create-tenant 'Create a tenant, or repair or change an existing one.' describe-tenant 'Show a tenant\'s settings and resources, what is missing or has drifted, and what runs.' list-tenants 'List the account\'s tenants in all home regions, or in --region if given, incomplete ones too.' delete-tenant 'Delete a tenant: notebooks with their volumes, users with all credentials, group, roles and policies.' suspend 'Block all access to a tenant now, then stop its notebooks and jobs.' resume 'Restore access to a suspended tenant. Starts no notebook.' apply 'Create, repair or change all tenants of a file, in parallel.' export 'Print tenants as a file that apply takes; applying it changes nothing.' url 'Print a presigned URL that opens a notebook: main, or the only one, or the one named.' start 'Start all of a tenant\'s notebooks, or one. Succeeds if they already run.' stop 'Stop all of a tenant\'s notebooks, or one. Succeeds if they are already stopped.' remove-notebook 'Delete one of a tenant\'s notebooks, with all data on its volume. Stops it first if it runs.' credentials 'Print short-lived credentials of the tenant\'s access role, in your name.' deploy 'Deploy a model behind an endpoint of a tenant, or change what an endpoint serves, without downtime.' undeploy 'Delete an endpoint of a tenant, with the endpoint configs and models that deploy made for it.' list-endpoints 'List the endpoints of a tenant, or of all tenants in all home regions: state, age and last change.' add-user 'Add a person to an existing tenant as a user in its group, or repair the existing user.' remove-user 'Delete a tenant\'s user with all credentials, and end the person\'s sessions.' verify 'Prove that no tenant can reach another or extend its own rights, and that each can do its work.' audit 'Check notebooks, models, endpoints, running jobs, policies and users against AWS Security Hub\'s controls.' doctor 'Check whether create-tenant would succeed: credentials, region, clock, permissions, quotas.' permissions 'Print the IAM policy that an administrator needs for these commands, or for all, ready to paste.' sandbox 'Serve the built-in AWS sandbox to other AWS clients, or empty it.' completion 'Print the completion script for a shell: bash 4, zsh or fish.' help 'Show help for tenant-admin or one of its commands, as --help does.'
        case 'create-tenant 0'
            __tenant_admin_names tenants
        case 'describe-tenant 0'
            __tenant_admin_names tenants
        case 'delete-tenant 0'
            __tenant_admin_names tenants
        case 'suspend 0'
            __tenant_admin_names tenants
        case 'resume 0'
            __tenant_admin_names tenants
        case 'export *'
            __tenant_admin_names tenants
        case 'url 0'
            __tenant_admin_names tenants
        case 'url 1'
            __tenant_admin_names notebooks
        case 'start 0'
            __tenant_admin_names tenants
        case 'start 1'
            __tenant_admin_names notebooks
        case 'stop 0'
            __tenant_admin_names tenants
        case 'stop 1'
            __tenant_admin_names notebooks
        case 'remove-notebook 0'
            __tenant_admin_names tenants
        case 'remove-notebook 1'
            __tenant_admin_names notebooks
        case 'credentials 0'
            __tenant_admin_names tenants
        case 'deploy 0'
            __tenant_admin_names tenants
        case 'deploy 1'
            __tenant_admin_names endpoints
        case 'undeploy 0'
            __tenant_admin_names tenants
        case 'undeploy 1'
            __tenant_admin_names endpoints
        case 'list-endpoints 0'
            __tenant_admin_names tenants
        case 'add-user 0'
            __tenant_admin_names tenants
        case 'add-user 1'
            __tenant_admin_names persons
        case 'remove-user 0'
            __tenant_admin_names tenants
        case 'remove-user 1'
            __tenant_admin_names persons
        case 'verify *'
            __tenant_admin_names tenants
        case 'audit *'
            __tenant_admin_names tenants
        case 'permissions *'
            printf '%s\n' add-user apply audit create-tenant credentials delete-tenant deploy describe-tenant doctor export list-endpoints list-tenants remove-notebook remove-user resume start stop suspend undeploy url verify
        case 'sandbox 0'
            printf '%s\t%s\n' serve 'Serve IAM, STS and SageMaker on 127.0.0.1 until interrupted.' reset 'Delete everything in the built-in AWS sandbox.'
        case 'completion 0'
            printf '%s\n' bash zsh fish
        case 'help 0'
            printf '%s\n' create-tenant describe-tenant list-tenants delete-tenant suspend resume apply export url start stop remove-notebook credentials deploy undeploy list-endpoints add-user remove-user verify audit doctor permissions sandbox completion help
    end
end

complete -c tenant-admin -f
complete -c tenant-admin -a '(__tenant_admin_arguments)'
complete -c tenant-admin -l profile -x -a '(__tenant_admin_names profiles value)' -d 'Use this profile of the AWS config files.'
complete -c tenant-admin -l region -x -a '(__tenant_admin_names regions value)' -d 'Use this region; for a new tenant, its home region.'
complete -c tenant-admin -l endpoint-url -x -d 'Send all calls to this address instead of AWS.'
complete -c tenant-admin -l assume-role -x -d 'Assume this role, in this account or another; ARN,external-id=ID if the role requires one.'
complete -c tenant-admin -l sandbox -d 'Use the built-in AWS sandbox: no account, no network.'
complete -c tenant-admin -s o -l output -x -a 'text json wide' -d 'Format of results and errors; wide is text that may tell more (default: text).'
complete -c tenant-admin -s q -l quiet -d 'Do not show progress.'
complete -c tenant-admin -s v -l verbose -d 'Show every AWS call, and where an error comes from.'
complete -c tenant-admin -l color -x -a 'auto always never' -d 'Use colour in help (default: auto, which respects NO_COLOR).'
complete -c tenant-admin -l timeout -x -d 'Stop waiting after this time, such as 90s or 1h (default: 30m).'
complete -c tenant-admin -s h -l help -d 'Show this help.'
complete -c tenant-admin -s V -l version -d 'Show the version.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l all -d 'Repair or upgrade every tenant of the account, or of --region if given.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l restart -d 'Restart running notebooks if a change requires it.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l no-wait -d 'Do not wait for the notebooks.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l user -x -d 'Create a user for each person; repeatable, a comma in a name as \\, (new tenant: owner).'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l no-users -d 'Create no group and no users; new tenants only.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l notebook -x -a '(__tenant_admin_names notebooks value)' -d 'Create or change these notebooks only; repeatable (new tenant: main).'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l instance-type -x -d 'The notebooks\' instance type (new notebook: ml.t3.medium).'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l volume-size -x -d 'The size of the notebooks\' volumes in GB, 5 to 16384; it can only grow (new notebook: 5).'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l idle-stop -x -d 'Stop notebooks after this time without a busy kernel or an active terminal, such as 2h; or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l on-start -r -F -d 'Run this script as root at every start of a notebook; or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l on-create -r -F -d 'Run this script as root once in each notebook that is created from now on; or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l subnet -x -d 'Run in this subnet, without direct internet access; cannot be changed later.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l security-group -x -d 'The security groups for the subnet, at most 5; repeatable.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l kms-key -x -d 'Encrypt volumes with this KMS key (id or ARN); cannot be changed later.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l trust -x -d 'Give access to this role, account (ARN,external-id=ID), SAML provider or OIDC provider (ARN,aud=AUDIENCE,sub=SUBJECT); repeatable, or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l trust-sso -x -d 'Give access to users with this IAM Identity Center permission set; repeatable, or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l administrator -x -d 'Give access to this user or role too, besides the tenant\'s creator; repeatable, or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l require-mfa -d 'Require multi-factor authentication for everything that the tenant\'s users do.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l no-require-mfa -d 'Undo --require-mfa.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l allow-cidr -x -d 'Allow access to notebooks from these addresses only, such as 203.0.113.0/24; repeatable, or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l data-location -x -d 'Let the tenant\'s work use s3://bucket/prefix/, which must not overlap another tenant\'s; add ,account=ID for a bucket of another account; repeatable, or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l data-key -x -d 'Let the tenant\'s work use this KMS key (ARN), through S3 only: the key of the data locations\' buckets; or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l allow-instance-type -x -d 'Allow jobs and endpoints these instance types only, such as ml.t3.*; repeatable, or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l max-runtime -x -d 'Limit the run time of training and processing jobs, such as 6h; or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l permissions-boundary -x -d 'Use the organisation\'s own permissions boundary for users and roles, instead of the tenant\'s; or none.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l path-prefix -x -d 'Create everything under this IAM path, such as /teams/; new tenants only.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l tag -x -d 'Add this tag to every resource that supports tags; KEY- removes one, none all others; repeatable.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l protect -d 'Protect the tenant from delete-tenant and remove-notebook.'
complete -c tenant-admin -n '__fish_seen_subcommand_from create-tenant' -l no-protect -d 'Undo --protect.'
complete -c tenant-admin -n '__fish_seen_subcommand_from list-tenants' -l status -x -a 'complete incomplete suspended Pending InService Stopping Stopped Failed Deleting Updating PendingMaintenance InMaintenance' -d 'Show only tenants that are complete, incomplete or suspended, or have a notebook in this status, such as InService.'
complete -c tenant-admin -n '__fish_seen_subcommand_from list-tenants' -l sort -x -a 'name age running users' -d 'Sort by name, oldest, longest running or most users (default: name).'
complete -c tenant-admin -n '__fish_seen_subcommand_from delete-tenant' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from delete-tenant' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from delete-tenant' -s y -l yes -d 'Do not ask for confirmation; required without a terminal.'
complete -c tenant-admin -n '__fish_seen_subcommand_from delete-tenant' -l delete-endpoints -d 'Also delete endpoints that are in service.'
complete -c tenant-admin -n '__fish_seen_subcommand_from suspend' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from suspend' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from suspend' -l delete-endpoints -d 'Also delete the tenant\'s endpoints: they cannot be stopped, and cost money while they exist.'
complete -c tenant-admin -n '__fish_seen_subcommand_from suspend' -l no-wait -d 'Do not wait for the notebooks to stop.'
complete -c tenant-admin -n '__fish_seen_subcommand_from resume' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from resume' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -s f -l file -r -F -d 'The file, YAML or JSON; - is standard input.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -l print-schema -d 'Print the JSON Schema of the file, for editors, and exit.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -l prune -d 'Delete the tenants of the file\'s set that the file no longer has, and users that a tenant\'s list no longer has.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -l prune-notebooks -d 'Delete notebooks, with all data on their volumes, that a tenant\'s list no longer has. A tenant of the file\'s set without such a list keeps all.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -l restart -d 'Restart running notebooks if a change requires it.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -l no-wait -d 'Do not wait for the notebooks.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from apply' -s y -l yes -d 'Do not ask for confirmation; required without a terminal.'
complete -c tenant-admin -n '__fish_seen_subcommand_from url' -l start -d 'Start the notebook first if it is not running, and wait for it.'
complete -c tenant-admin -n '__fish_seen_subcommand_from url' -l as-caller -d 'Create the link with your own rights instead of the access role\'s.'
complete -c tenant-admin -n '__fish_seen_subcommand_from url' -l open -d 'Open the link in the browser; print it only if that fails.'
complete -c tenant-admin -n '__fish_seen_subcommand_from url' -l lab -d 'Open JupyterLab instead of Jupyter.'
complete -c tenant-admin -n '__fish_seen_subcommand_from url' -l session-duration -x -d 'How long the session in the browser lasts, 30m to 12h (AWS\'s default: 12h).'
complete -c tenant-admin -n '__fish_seen_subcommand_from start' -l no-wait -d 'Return as soon as SageMaker accepts the request.'
complete -c tenant-admin -n '__fish_seen_subcommand_from stop' -l no-wait -d 'Return as soon as SageMaker accepts the request.'
complete -c tenant-admin -n '__fish_seen_subcommand_from stop' -l all -d 'Stop the notebooks of every tenant.'
complete -c tenant-admin -n '__fish_seen_subcommand_from stop' -l running-longer-than -x -d 'Stop only notebooks that have run longer than this since their last start, such as 12h.'
complete -c tenant-admin -n '__fish_seen_subcommand_from stop' -l exclude -x -a '(__tenant_admin_names tenants value)' -d 'Do not stop this tenant\'s notebooks; repeatable.'
complete -c tenant-admin -n '__fish_seen_subcommand_from stop' -l dry-run -d 'Show what would be stopped, and stop nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from remove-notebook' -l no-wait -d 'Do not wait until it is gone, only until a running one is stopped.'
complete -c tenant-admin -n '__fish_seen_subcommand_from remove-notebook' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from remove-notebook' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from remove-notebook' -s y -l yes -d 'Do not ask for confirmation; required without a terminal.'
complete -c tenant-admin -n '__fish_seen_subcommand_from credentials' -l format -x -a 'credential-process env json' -d 'What to print: for credential_process (default), exports for a shell, or as --output json.'
complete -c tenant-admin -n '__fish_seen_subcommand_from credentials' -l duration -x -d 'How long they last, 15m to 12h (default: 1h). AWS allows more than an hour only if you sign in as a user and the access role\'s maximum was raised.'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l image -x -d 'The container image in Amazon ECR: of a repository TENANT--... of this account, or of another account.'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l model-data -x -d 'The model\'s archive, such as model.tar.gz, in the tenant\'s data. Omit it if the image holds the model.'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l instance-type -x -d 'The type of its instances (default: ml.m5.large).'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l instances -x -d 'How many instances (default: 1).'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l serverless -x -d 'Serve without instances, with 1024, 2048, 3072, 4096, 5120 or 6144 MB of memory. Needs --no-network-isolation, and a tenant without a subnet.'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l max-concurrency -x -d 'With --serverless: the most requests at once, 1 to 200 (default: 5).'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l env -x -d 'A variable of the container; repeatable. Everyone who may describe the model can read it: give no secrets.'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l kms-key -x -d 'The KMS key of the instances\' volumes (default: the tenant\'s).'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l no-network-isolation -d 'Let the container reach the network: the tenant\'s subnet, or without one the internet.'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l no-wait -d 'Do not wait until it serves. Earlier versions then stay until the next deploy or undeploy.'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from deploy' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from undeploy' -l all -d 'Delete the endpoints of every tenant in every home region that --older-than chooses.'
complete -c tenant-admin -n '__fish_seen_subcommand_from undeploy' -l older-than -x -d 'With --all: only endpoints that were created longer ago than this, such as 7d.'
complete -c tenant-admin -n '__fish_seen_subcommand_from undeploy' -l exclude -x -d 'With --all: leave this tenant\'s endpoints, or this endpoint, such as acme--fraud; repeatable.'
complete -c tenant-admin -n '__fish_seen_subcommand_from undeploy' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from undeploy' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from undeploy' -s y -l yes -d 'Do not ask for confirmation; required without a terminal.'
complete -c tenant-admin -n '__fish_seen_subcommand_from list-endpoints' -l details -d 'Also show types and instances, why an endpoint failed, and endpoints that use a tenant\'s role or model and are not that tenant\'s.'
complete -c tenant-admin -n '__fish_seen_subcommand_from list-endpoints' -l older-than -x -d 'Show only endpoints that were created longer ago than this, such as 7d.'
complete -c tenant-admin -n '__fish_seen_subcommand_from list-endpoints' -l sort -x -a 'name age changed instances' -d 'Sort by name, oldest, longest unchanged or, with --details, most instances (default: name).'
complete -c tenant-admin -n '__fish_seen_subcommand_from add-user' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from add-user' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from remove-user' -l dry-run -d 'Show what would change, and change nothing.'
complete -c tenant-admin -n '__fish_seen_subcommand_from remove-user' -l detailed-exitcode -d 'With --dry-run: exit with 2 if changes are pending.'
complete -c tenant-admin -n '__fish_seen_subcommand_from remove-user' -s y -l yes -d 'Do not ask for confirmation; required without a terminal.'
complete -c tenant-admin -n '__fish_seen_subcommand_from verify' -l report -r -F -d 'Also write an HTML report for auditors: who asked what about whom, when, and the answers.'
complete -c tenant-admin -n '__fish_seen_subcommand_from verify' -l sarif -r -F -d 'Also write the findings as SARIF 2.1.0, which hosts of code show; with --from they point at its file.'
complete -c tenant-admin -n '__fish_seen_subcommand_from verify' -l simulator -x -a 'none sample all' -d 'What to ask AWS\'s policy simulator beside the proof: none; sample, a call for each principal, for each leak and for each way in (default); all, every question about every pair of tenants.'
complete -c tenant-admin -n '__fish_seen_subcommand_from verify' -l save -r -F -d 'Also write what was read of the account: what aws iam get-account-authorization-details prints, and what SageMaker\'s resources use.'
complete -c tenant-admin -n '__fish_seen_subcommand_from verify' -l from -r -F -d 'Prove it for a file that --save or \'aws iam get-account-authorization-details\' wrote, without an account. What the file does not have is not checked.'
complete -c tenant-admin -n '__fish_seen_subcommand_from verify' -l against -r -F -d 'Compare the file of --from with an older one: say what it newly allows, and exit with 1 only if that is not meant. The check for a pull request.'
complete -c tenant-admin -n '__fish_seen_subcommand_from audit' -l fix -d 'Repair what can be repaired, but do not touch running notebooks.'
complete -c tenant-admin -n '__fish_seen_subcommand_from audit' -l restart -d 'With --fix: restart running notebooks if a repair requires it.'
complete -c tenant-admin -n '__fish_seen_subcommand_from doctor' -l tag -x -d 'Check create-tenant with this tag; may be given several times.'
complete -c tenant-admin -n '__fish_seen_subcommand_from doctor' -l permissions-boundary -x -d 'Check create-tenant with this permissions boundary of the organisation.'
complete -c tenant-admin -n '__fish_seen_subcommand_from permissions' -l account -x -d 'Name this account, instead of any account that the policy is used in.'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l port -x -d 'Listen on this port; 0 picks one (default: 4566).'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l transition -x -d 'How long a notebook or endpoint takes to change, and a job to run (default: 1s).'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l assume-delay -x -d 'SageMaker cannot assume a role younger than this (default: 0s; AWS takes some 10s).'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l stale-reads -x -d 'For this time after a write, reads still return old data (default: 0s).'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l throttle -x -d 'Limit iam, sts or sagemaker, or the writes of one, to RATE calls a second, such as iam=5:20 or iam-writes=20.'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l quota -x -d 'Set a quota of GetAccountSummary, such as Groups=6000.'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l capacity-failure -x -d 'Make everything that needs this instance type end in Failed.'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l fault -x -d 'Make calls fail: OPERATION[#N|%N]:before|after:FAULT, a fault being throttle, failure, reset, silence or kill; such as CreateRole#2:after:reset; * is any operation, %N each Nth call.'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from serve' -l maintenance -x -d 'Put a notebook into these states one after the other, as SageMaker may: NOTEBOOK=STATE:TIME[:CALL[,CALL]], such as acme--main=InMaintenance:5m; the state does not block the calls that you name, such as StopNotebookInstance.'
complete -c tenant-admin -n '__fish_seen_subcommand_from sandbox; and __fish_seen_subcommand_from reset' -s y -l yes -d 'Do not ask for confirmation; required without a terminal.'
