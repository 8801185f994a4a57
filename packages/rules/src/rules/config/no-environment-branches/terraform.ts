import type { Repo } from '../../../repo/repo.ts';
import type { Branch } from './ternaries.ts';

const conditional =
  /^\s*(?<name>[\w-]+)\s*=\s*[^\n]*?\b(?:var\.(?:environment|env|stage|deploy_env|environment_name)|local\.(?:env|environment|stage|is_prod(?:uction)?)|terraform\.workspace)\s*(?:==\s*"(?:prod|production|staging|stage|dev|development)"\s*)?\?\s*(?<yes>[^:\n]+?)\s*:\s*(?<no>[^\n]+)/;

/** `count = var.environment == "prod" ? 3 : 1`. */
export function terraformByName(repo: Repo): Branch[] {
  return repo.withExtension('tf').flatMap((path) => {
    if (!repo.isProduction(path)) return [];
    return repo.lines(path).flatMap((line, index): Branch[] => {
      const { name = '', yes = '', no = '' } = conditional.exec(line)?.groups ?? {};
      const isLiteral = /^(?:"[^"$]*"|\d+)$/.test(yes) && /^(?:"[^"$]*"|\d+)\s*[,})]?$/.test(no);
      return isLiteral && yes !== no ? [{ place: { path, startLine: index + 1, endLine: index + 1 }, name }] : [];
    });
  });
}
