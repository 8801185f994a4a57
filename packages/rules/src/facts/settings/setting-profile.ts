import type { Repo } from '../../repo/repo.ts';
import type { Setting } from '../settings-fact.ts';

const production =
  /(?:^|[._\-/])(?:prod|production|prd|live|staging|stage|heroku|deploy|cloud|aws|gcp|azure|kubernetes|k8s|docker)(?=$|[._\-/])/i;

/** The profile that a settings file is for, by its purpose and its name. */
export function profileOf(repo: Repo, path: string): Setting['profile'] | null {
  switch (repo.purposeOf(path)) {
    case 'test':
      return 'test';
    case 'development':
      return 'development';
    case 'production':
      return profileOfName(path.slice(path.lastIndexOf('/') + 1)) ?? 'base';
    default:
      return null;
  }
}

/** `production` for names of deploys, the other two by name; null where the name says nothing. */
export function profileOfName(name: string): Setting['profile'] | null {
  if (/(?:^|[._-])(?:test|tests|testing|ci)(?=$|[._-])/i.test(name)) return 'test';
  if (/(?:^|[._-])(?:dev|devel|development|local|localhost)(?=$|[._-])/i.test(name)) return 'development';
  return production.test(name) ? 'production' : null;
}
