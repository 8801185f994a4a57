import { defineRule, fail } from '../../../engine/define-rule.ts';
import { secretsInDockerfiles } from './in-dockerfiles.ts';
import { secretsInKubernetes } from './in-kubernetes.ts';
import { secretsInProcesses } from './in-processes.ts';
import { secretsInTerraform } from './in-terraform.ts';

export const noSecretsInImages = defineRule({
  id: 'config/no-secrets-in-images',
  factor: 'config',
  title: 'Images and deploy files hold no secret',
  severity: 'critical',
  remediation:
    "Leave the value to the deploy: a build secret (`RUN --mount=type=secret`), the platform's secrets, `secretKeyRef`, an interpolated variable without default. Change the secret that was committed.",
  appliesTo: ({ repo, facts }) =>
    facts.images.all.length > 0 ||
    facts.processes.deployFiles.length > 0 ||
    repo.withExtension('tf').some((path) => repo.isProduction(path)) ||
    'No deploy file.',
  silence: 'No image and no production deploy file holds a secret.',

  *check({ repo, facts }) {
    const lines = new Set<string>();
    for (const { place, message, confidence } of [
      ...secretsInDockerfiles(repo, facts),
      ...secretsInProcesses(facts),
      ...secretsInKubernetes(repo, facts),
      ...secretsInTerraform(repo),
    ]) {
      const line = `${place.path}:${place.startLine}`;
      if (lines.has(line)) continue;
      lines.add(line);
      yield fail(place, message, { confidence });
    }
  },
});
