import { maskSecrets } from '../engine/mask-secrets.ts';
import { compareText } from '../repo/place.ts';
import type { AuditReport } from '../report.ts';
import type { Facts } from './facts.ts';

/** The part of the facts that the report shows ("How it runs"): masked, sorted, without places' ends. A fact that fails is left empty. */
export function describeFacts(facts: Facts): AuditReport['facts'] {
  return {
    processes: orNone(() =>
      facts.processes.all
        .filter((process) => process.own)
        .map((process) => ({
          type: process.type,
          command: maskSecrets(process.command).slice(0, 500),
          component: process.component,
          source: process.place.path,
          line: process.place.startLine,
          image: process.image?.text ?? process.built?.image.path ?? null,
          ports: process.ports.map((port) => port.container ?? port.host ?? '').filter(Boolean),
          environment: [...new Set(process.environment.map((entry) => entry.name))].sort(compareText),
          services: [...process.dependsOn],
          health: process.health ? maskSecrets(process.health.text) : null,
          stage: process.stage,
        })),
    ),
    services: orNone(() =>
      facts.services.provided.map((service) => ({
        kind: service.kind,
        name: service.product,
        version: service.version,
        source: service.place.path,
        line: service.place.startLine,
        place: service.where,
      })),
    ),
    runtimes: orNone(() =>
      facts.runtimes.all.map((runtime) => ({
        language: runtime.language,
        version: runtime.text,
        source: runtime.place.path,
        line: runtime.place.startLine,
        place: runtime.where,
      })),
    ),
    environment: orNone(() =>
      facts.environment.variables.map((variable) => ({
        name: variable.name,
        required: variable.required,
        default: variable.default === null || variable.secret ? null : maskSecrets(variable.default).slice(0, 200),
        secret: variable.secret,
        reads: variable.reads.map(({ place }) => ({ path: place.path, line: place.startLine })),
        documented: variable.documented.map((place) => ({ path: place.path, line: place.startLine })),
      })),
    ),
  };
}

function orNone<T>(describe: () => T[]): T[] {
  try {
    return describe();
  } catch {
    // The rules that need this fact answer `error` and say why; the report itself still stands.
    return [];
  }
}
