import { FactorId } from '@twelvefold/contracts';

interface FactorName {
  id: FactorId;
  numeral: string;
  title: string;
  /** Fits a narrow column of the heat map. */
  short: string;
}

/** The twelve factors in their order, as every screen names them. */
export const factorNames: readonly FactorName[] = [
  { id: 'codebase', numeral: 'I', title: 'Codebase', short: 'Codebase' },
  { id: 'dependencies', numeral: 'II', title: 'Dependencies', short: 'Depend.' },
  { id: 'config', numeral: 'III', title: 'Config', short: 'Config' },
  { id: 'backing-services', numeral: 'IV', title: 'Backing services', short: 'Services' },
  { id: 'build-release-run', numeral: 'V', title: 'Build, release, run', short: 'Build' },
  { id: 'processes', numeral: 'VI', title: 'Processes', short: 'Process.' },
  { id: 'port-binding', numeral: 'VII', title: 'Port binding', short: 'Ports' },
  { id: 'concurrency', numeral: 'VIII', title: 'Concurrency', short: 'Concurr.' },
  { id: 'disposability', numeral: 'IX', title: 'Disposability', short: 'Dispos.' },
  { id: 'dev-prod-parity', numeral: 'X', title: 'Dev/prod parity', short: 'Parity' },
  { id: 'logs', numeral: 'XI', title: 'Logs', short: 'Logs' },
  { id: 'admin-processes', numeral: 'XII', title: 'Admin processes', short: 'Admin' },
];

/** The name of a factor by its id. */
export function factorName(id: FactorId): FactorName {
  const found = factorNames.find((factor) => factor.id === id);
  if (!found) throw new Error(`There is no factor ${id}.`);
  return found;
}

/** The factor a text names, else undefined. */
export function parseFactor(value: unknown): FactorId | undefined {
  const parsed = FactorId.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
