import type { Purpose } from '../../repo/purpose.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact } from '../code-fact.ts';
import type { CommandsFact } from '../commands-fact.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { PipelinesFact } from '../pipelines-fact.ts';
import type { ProcessesFact } from '../processes-fact.ts';
import type { SettingsFact } from '../settings-fact.ts';
import type { StacksFact } from '../stacks-fact.ts';

export interface AdminSources {
  repo: Repo;
  code: CodeFact;
  components: ComponentsFact;
  stacks: StacksFact;
  settings: SettingsFact;
  processes: ProcessesFact;
  commands: CommandsFact;
  pipelines: PipelinesFact;
}

export type Stage = 'production' | 'development' | 'test';

/** Null for what says nothing about the repository's own running. */
export function stageOfPurpose(purpose: Purpose): Stage | null {
  return purpose === 'production' || purpose === 'development' || purpose === 'test' ? purpose : null;
}
