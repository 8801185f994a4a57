import type { AdminFact } from '../admin-fact.ts';
import type { Command } from '../commands-fact.ts';
import { type AdminSources, stageOfPurpose } from './admin-sources.ts';

type Remote = AdminFact['remote'][number];

/** Actions that log into a host or copy to one. */
const ACTIONS =
  /^(?:appleboy\/(?:ssh|scp)-action|easingthemes\/ssh-deploy|burnett01\/rsync-deployments|garygrossgarten\/github-action-(?:ssh|scp)|fifsky\/ssh-action|d3rhase\/ssh-command-action|cross-the-world\/(?:ssh|scp)-pipeline|matheusvanzan\/sshpass-action|nogsantos\/ssh-scp-deploy|wlixcc\/sftp-deploy-action|samkirkland\/\w*sftp\w*-action|contention\/rsync-deployments|up9cloud\/action-rsync|deployphp\/action|atlassian\/(?:ssh-run|scp-deploy|rsync-deploy)|buildjet\/ssh-deploy)$/i;
/** Hosts that are a forge's git over SSH, not a server of the app's. */
const FORGES =
  /(?:^|@)(?:[\w.-]*\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|ssh\.dev\.azure\.com)(?::|$)/;

/** Commands and actions that log into a host or copy files to one. */
export function remoteAccess(sources: AdminSources): Remote[] {
  const found: Remote[] = [];
  for (const { command, origin, purpose } of sources.commands.all) {
    const how = remoteProgram(command);
    // A workflow operates production, whatever its name.
    const stage = origin === 'ci' ? 'production' : stageOfPurpose(purpose);
    if (how && stage) found.push({ how, command, place: command.place, stage });
  }
  for (const { job } of sources.pipelines.jobs) {
    for (const step of job.steps)
      if (step.action && ACTIONS.test(step.action))
        found.push({ how: step.action, command: null, place: step.place, stage: 'production' });
  }
  return [...found, ...deployRecipes(sources)];
}

function remoteProgram(command: Command): string | null {
  const { program, args } = command;
  if (program === 'ssh' || program === 'sftp') return isHost(args) ? program : null;
  if (program === 'scp' || program === 'rsync')
    return args.some((arg) => /^[^/=]*[\w}\])]:(?!\/\/|:)/.test(arg) && !arg.startsWith('-') && !FORGES.test(arg))
      ? program
      : null;
  if (program === 'fab' || program === 'cap' || program === 'mina') return program;
  return program === 'dep' && args[0] === 'deploy' ? 'deployer' : null;
}

function isHost(args: readonly string[]): boolean {
  if (args.includes('-V') || args.length === 0) return false;
  return !args.some((arg) => FORGES.test(arg));
}

/** Fabric, Capistrano, Mina and Deployer recipes. */
function deployRecipes({ repo, code }: AdminSources): Remote[] {
  const capistrano = repo
    .named('Capfile')
    .map((path): Remote => ({ how: 'Capistrano', command: null, place: repo.placeAt(path, 0), stage: 'production' }));
  const recipes = repo.glob('**/config/deploy.rb', '**/deploy.php').flatMap((path): Remote[] => {
    const match = /^\s*(?:server|set\s+:(?:domain|repo_url)|host\()\s*\(?["':\w]/m.exec(repo.code(path));
    return match
      ? [
          {
            how: path.endsWith('.rb') ? 'Capistrano or Mina' : 'Deployer',
            command: null,
            place: repo.placeAt(path, match.index + match[0].search(/\S/)),
            stage: 'production',
          },
        ]
      : [];
  });
  const fabric = code
    .search({
      languages: ['python'],
      literals: ['fabric'],
      pattern: /^[ \t]*(?:from\s+fabric\b|import\s+fabric\b)[^\n]*/gm,
    })
    .map(({ place }): Remote => ({ how: 'Fabric', command: null, place, stage: 'production' }));
  return [...capistrano, ...recipes, ...fabric].filter(({ place }) => repo.isProduction(place.path));
}
