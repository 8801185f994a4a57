import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import { bindingOf } from '../binding-of.ts';
import { pumaDefault } from '../puma-default.ts';
import { hasWebApp, webStarts } from '../web-app.ts';

export const bindsAllInterfaces = defineRule({
  id: 'port-binding/binds-all-interfaces',
  factor: 'port-binding',
  title: 'The server binds all interfaces',
  severity: 'medium',
  remediation:
    'Bind 0.0.0.0 (or ::), so that the server can be reached from outside its container or host: `--host 0.0.0.0`.',
  appliesTo: (context) => {
    if (!hasWebApp(context)) return 'No web app.';
    return (
      bound(context).length > 0 ||
      pumaDefault(context) !== null ||
      'No file of the repository starts the web app in production.'
    );
  },

  *check(context) {
    const puma = pumaDefault(context);
    if (puma) yield pass(puma, 'Puma binds all interfaces.');
    for (const { process, binding } of bound(context)) {
      if (!binding.host) continue;
      if (binding.host.reach === 'local')
        yield fail(
          binding.host.place,
          `The ${process.name} process can only be reached from its own host: ${binding.host.text}.`,
        );
      else yield pass(binding.host.place, `The ${process.name} process binds ${binding.host.text}.`);
    }
  },
});

function bound(
  context: RuleContext,
): { process: ReturnType<typeof webStarts>[number]; binding: ReturnType<typeof bindingOf> }[] {
  return webStarts(context)
    .filter((process) => !/^php-fpm/.test(process.main?.command.program ?? ''))
    .map((process) => ({ process, binding: bindingOf(context, process) }))
    .filter(({ binding }) => binding.socket === null);
}
