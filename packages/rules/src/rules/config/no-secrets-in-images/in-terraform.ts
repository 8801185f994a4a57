import type { Repo } from '../../../repo/repo.ts';
import { type BakedSecret, confidenceOf } from './baked-secret.ts';

const assignment = /^[ \t]*(?<name>[\w-]+)[ \t]*=[ \t]*"(?<value>[^"\n]*)"/;

/** `password = "…"` in resources, defaults of secret variables, and values of `terraform.tfvars`. */
export function secretsInTerraform(repo: Repo): BakedSecret[] {
  return repo.withExtension('tf', 'tfvars').flatMap((path) => {
    if (!repo.isProduction(path)) return [];
    let variable: string | null = null;
    return repo.lines(path).flatMap((line, index): BakedSecret[] => {
      const block = /^(?<kind>\w+)\s+"(?<name>[\w-]+)"/.exec(line)?.groups;
      if (block) variable = block.kind === 'variable' ? (block.name ?? null) : null;
      if (/^\s*(?:#|\/\/)/.test(line)) return [];
      const { name = '', value = '' } = assignment.exec(line)?.groups ?? {};
      const secret = name === 'default' && variable !== null ? variable : name;
      const confidence = confidenceOf(secret.replaceAll('-', '_'), value);
      return confidence
        ? [
            {
              place: { path, startLine: index + 1, endLine: index + 1 },
              message: `${secret} is a literal in Terraform.`,
              confidence,
            },
          ]
        : [];
    });
  });
}
