import { defineRule, fail, type RuleContext } from '../../../engine/define-rule.ts';
import { compiledFiles } from './compiled-files.ts';
import { compiledPairs } from './compiled-pairs.ts';
import type { Output } from './output.ts';
import { outputFolders } from './output-folders.ts';

export const noBuildOutput = defineRule({
  id: 'codebase/no-build-output',
  factor: 'codebase',
  title: 'Build output is not committed',
  severity: 'medium',
  remediation: (context) => {
    const name = outputs(context)[0]?.name ?? 'the output';
    return `Run \`git rm -r --cached ${name}\`, add it to .gitignore, and make it in the build (image build or CI).`;
  },
  appliesTo: ({ facts }) => facts.code.files().length > 0 || 'No source that builds.',
  silence: 'No build output is committed beside the sources that make it.',

  *check(context) {
    for (const { place, name, message } of outputs(context))
      yield fail(place, message, { identity: `build output ${name}` });
  },
});

function outputs({ repo }: RuleContext): Output[] {
  return [...outputFolders(repo), ...compiledFiles(repo), ...compiledPairs(repo)];
}
