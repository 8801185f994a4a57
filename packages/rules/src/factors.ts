import type { FactorId } from './report.ts';

export interface Factor {
  id: FactorId;
  numeral: string;
  title: string;
  /** The methodology's own one-line sentence. */
  sentence: string;
}

/** The twelve factors in their order. */
export const factors: readonly Factor[] = [
  {
    id: 'codebase',
    numeral: 'I',
    title: 'Codebase',
    sentence: 'One codebase tracked in revision control, many deploys',
  },
  { id: 'dependencies', numeral: 'II', title: 'Dependencies', sentence: 'Explicitly declare and isolate dependencies' },
  { id: 'config', numeral: 'III', title: 'Config', sentence: 'Store config in the environment' },
  {
    id: 'backing-services',
    numeral: 'IV',
    title: 'Backing services',
    sentence: 'Treat backing services as attached resources',
  },
  {
    id: 'build-release-run',
    numeral: 'V',
    title: 'Build, release, run',
    sentence: 'Strictly separate build and run stages',
  },
  {
    id: 'processes',
    numeral: 'VI',
    title: 'Processes',
    sentence: 'Execute the app as one or more stateless processes',
  },
  { id: 'port-binding', numeral: 'VII', title: 'Port binding', sentence: 'Export services via port binding' },
  { id: 'concurrency', numeral: 'VIII', title: 'Concurrency', sentence: 'Scale out via the process model' },
  {
    id: 'disposability',
    numeral: 'IX',
    title: 'Disposability',
    sentence: 'Maximise robustness with fast startup and graceful shutdown',
  },
  {
    id: 'dev-prod-parity',
    numeral: 'X',
    title: 'Dev/prod parity',
    sentence: 'Keep development, staging and production as similar as possible',
  },
  { id: 'logs', numeral: 'XI', title: 'Logs', sentence: 'Treat logs as event streams' },
  {
    id: 'admin-processes',
    numeral: 'XII',
    title: 'Admin processes',
    sentence: 'Run admin and management tasks as one-off processes',
  },
];
