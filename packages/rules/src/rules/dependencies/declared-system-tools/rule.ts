import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import { installedBy } from './installed-by.ts';
import { type ToolUse, toolUses } from './tool-uses.ts';

export const declaredSystemTools = defineRule({
  id: 'dependencies/declared-system-tools',
  factor: 'dependencies',
  title: 'System programs the code runs are declared',
  severity: 'medium',
  remediation: (context) => {
    const missing = judged(context).find(({ place }) => place === null)?.use.tool.name ?? 'the program';
    return `Install ${missing} in the Dockerfile (\`apt-get install\`, \`apk add\`), an Aptfile or a nix file, or use a library that brings it.`;
  },
  appliesTo: (context) => judged(context).length > 0 || 'The code runs no system program that an image may lack.',

  *check(context) {
    for (const { use, place } of judged(context)) {
      if (place === null)
        yield fail(use.place, `${use.program} is run here, and no file of the repository installs ${use.tool.name}.`, {
          identity: `undeclared ${use.tool.name}`,
        });
      else yield pass(place, `${use.tool.name} is installed here (run in ${use.place.path}).`);
    }
  },
});

/** Each tool once. A start script or health check counts where its tool is installed: it may also run in an image that has it. */
function judged(context: RuleContext): { use: ToolUse; place: ReturnType<typeof installedBy> }[] {
  const seen = new Set<string>();
  return toolUses(context).flatMap((use) => {
    if (seen.has(use.tool.name)) return [];
    const place = installedBy(context, use.tool);
    const isExplicit = place !== null && !/^\s*FROM\b/i.test(context.repo.lines(place.path)[place.startLine - 1] ?? '');
    if (use.where !== 'code' && !isExplicit) return [];
    seen.add(use.tool.name);
    return [{ use, place }];
  });
}
