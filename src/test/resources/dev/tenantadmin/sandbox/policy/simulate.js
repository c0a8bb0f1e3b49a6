// Decides requests with the npm package @cloud-copilot/iam-simulate, whose folder of modules is the argument: a line of JSON in, a line out.
// In: principal, action, resource, context, identity, boundary, session, resourcePolicy. Out: result, error, ignored (the context keys that
// AWS does not send with the action).
const { createRequire } = require('node:module');
const { createInterface } = require('node:readline');
const { join } = require('node:path');

const { runSimulation } = createRequire(join(process.argv[2], 'index.js'))('@cloud-copilot/iam-simulate');

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

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await decide(JSON.parse(line)).catch((e) => ({ error: String(e) }))) + '\n');
  }
})();
