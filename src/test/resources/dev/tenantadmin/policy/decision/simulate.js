// Decides requests with the npm package @cloud-copilot/iam-simulate, whose folder of modules is the argument: a line of JSON in, a line out.
// In: principal, action, resource, context, identity, boundary, session, resourcePolicy. Out: result, error, ignored (the context keys that
// AWS does not send with the action). With asks, a list of [action, resource], instead of action and resource: a list of results.
const { createRequire } = require('node:module');
const { createInterface } = require('node:readline');
const { join } = require('node:path');

const required = createRequire(join(process.argv[2], 'index.js'));
const { runSimulation } = required('@cloud-copilot/iam-simulate');
const { createValidatedPolicy, validateIdentityPolicy } = required('@cloud-copilot/iam-policy');

async function decide(asked) {
  const answer = await runSimulation(
    {
      request: {
        principal: asked.principal,
        action: asked.action,
        resource: { resource: asked.resource, accountId: asked.account },
        contextVariables: asked.context,
      },
      identityPolicies: asked.identity.map((policy, i) => ({ name: `identity${i}`, policy })),
      permissionBoundaryPolicies: asked.boundary ? [{ name: 'boundary', policy: asked.boundary }] : undefined,
      sessionPolicy: asked.session ?? undefined,
      resourcePolicy: asked.resourcePolicy ?? undefined,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  return answer.resultType === 'error'
    ? { error: JSON.stringify(answer.errors) }
    : { result: answer.overallResult, ignored: answer.result?.ignoredContextKeys ?? [] };
}

function safely(asked) {
  return decide(asked).catch((e) => ({ error: String(e) }));
}

// A policy is validated once for all that is asked of it.
async function decideAll(asked) {
  const validated = (policy) => createValidatedPolicy(policy, validateIdentityPolicy);
  const same = { ...asked, identity: asked.identity.map(validated), boundary: validated(asked.boundary) };
  const results = [];
  for (const [action, resource] of asked.asks) {
    results.push((await safely({ ...same, action, resource })).result ?? 'error');
  }
  return results;
}

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    process.stdout.write(JSON.stringify(await (asked.asks ? decideAll(asked) : safely(asked))) + '\n');
  }
})();
