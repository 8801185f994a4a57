import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { ProvidedService } from '../../../facts/services-fact.ts';

/** What states one product's version for one deploy: a file, or everything that serves tests. */
interface Group {
  name: string;
  majors: Set<string>;
  services: ProvidedService[];
}

export const sameServiceVersions = defineRule({
  id: 'dev-prod-parity/same-service-versions',
  factor: 'dev-prod-parity',
  title: 'Backing services have the same version everywhere',
  severity: 'medium',
  remediation: (context) => {
    const product = productsOf(context).find(([, services]) => disagreements(services).length > 0)?.[0] ?? 'service';
    return `Give ${product} the version that production runs in every file: image tags of compose, devcontainer and CI, and the version of the managed service.`;
  },
  appliesTo: (context) => productsOf(context).length > 0 || "No backing service's version is stated in two places.",

  *check(context) {
    for (const [product, services] of productsOf(context)) {
      const differing = disagreements(services);
      for (const { service, other } of differing)
        yield fail(
          service.place,
          `${product} is ${service.version} here and ${other.version} in ${other.place.path}.`,
          { identity: `${product} ${majorOf(service)}` },
        );
      if (differing.length === 0)
        for (const service of services) yield pass(service.place, `${product} is ${service.version} here.`);
    }
  },
});

/** Products with a version in two files or more. */
function productsOf({ repo, facts }: RuleContext): [string, ProvidedService[]][] {
  const products = new Map<string, ProvidedService[]>();
  for (const service of facts.services.provided) {
    // A compose override that only adds ports to a service states no version.
    const text = service.process?.image?.text;
    if (service.version === null || (text && !repo.text(service.place.path).includes(text))) continue;
    products.set(service.product, [...(products.get(service.product) ?? []), service]);
  }
  return [...products].filter(([, services]) => new Set(services.map((item) => item.place.path)).size > 1);
}

/** Files whose versions have nothing in common. Tests may run against several versions: they agree if one of them is the other's. */
function disagreements(services: readonly ProvidedService[]): { service: ProvidedService; other: ProvidedService }[] {
  const groups = new Map<string, Group>();
  for (const service of services) {
    const name = service.stage === 'test' || service.where === 'ci' ? 'tests' : service.place.path;
    const group = groups.get(name) ?? { name, majors: new Set(), services: [] };
    group.majors.add(majorOf(service));
    group.services.push(service);
    groups.set(name, group);
  }
  const [reference, ...others] = [...groups.values()].sort((a, b) => rankOf(a) - rankOf(b));
  const other = reference?.services[0];
  if (!reference || !other) return [];
  return others
    .filter((group) => ![...group.majors].some((major) => reference.majors.has(major)))
    .flatMap((group) => group.services.map((service) => ({ service, other })));
}

function rankOf({ name, services }: Group): number {
  if (name === 'tests') return 2;
  return services.some((service) => service.stage === 'production') ? 0 : 1;
}

/** PostgreSQL before 10 counted two places as its major version. */
function majorOf({ product, version }: ProvidedService): string {
  const [first = '', second] = (version ?? '').split('.');
  return product === 'postgresql' && Number(first) < 10 && second ? `${first}.${second}` : first;
}
