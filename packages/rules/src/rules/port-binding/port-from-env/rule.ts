import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Binding } from '../binding.ts';
import { bindingOf } from '../binding-of.ts';
import { pumaDefault } from '../puma-default.ts';
import { hasWebApp, webStarts } from '../web-app.ts';

export const portFromEnv = defineRule({
  id: 'port-binding/port-from-env',
  factor: 'port-binding',
  title: 'The port comes from the environment',
  severity: 'medium',
  remediation:
    'Read the port from `PORT`, with a default beside it: `--bind 0.0.0.0:$PORT`, `listen(process.env.PORT ?? 3000)`.',
  appliesTo: (context) => {
    if (!hasWebApp(context)) return 'No web app.';
    const bindings = httpBindings(context);
    return (
      bindings.length > 0 ||
      pumaDefault(context) !== null ||
      'No file of the repository starts the web app in production.'
    );
  },

  *check(context) {
    const puma = pumaDefault(context);
    if (puma) yield pass(puma, 'Puma reads PORT.');
    for (const { process, binding } of httpBindings(context)) {
      if (binding.port?.from === 'literal')
        yield fail(
          binding.port.place,
          `The ${process.name} process always listens on ${binding.port.text}: no variable changes it.`,
        );
      else if (binding.port)
        yield pass(
          binding.port.place,
          `The port of the ${process.name} process comes from the environment (${binding.port.text}).`,
        );
    }
  },
});

function httpBindings(context: RuleContext): { process: ReturnType<typeof webStarts>[number]; binding: Binding }[] {
  return webStarts(context)
    .filter((process) => !/^php-fpm/.test(process.main?.command.program ?? ''))
    .map((process) => ({ process, binding: bindingOf(context, process) }))
    .filter(({ binding }) => binding.socket === null);
}
