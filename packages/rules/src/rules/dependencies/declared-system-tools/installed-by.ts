import type { RuleContext } from '../../../engine/define-rule.ts';
import { baseName, type Place, placeOf } from '../../../repo/place.ts';
import type { SystemTool } from './system-tools.ts';

const INSTALLS =
  /\b(?:apt-get|apt|aptitude|apk|yum|dnf|microdnf|tdnf|zypper|brew|pacman|conda|mamba|nix-env|install-packages)\b/;
const LISTS =
  /^(?:Aptfile|apt\.txt|packages\.txt|apt-packages(?:\.txt)?|nixpacks\.toml|railpack\.json|devcontainer\.json|Brewfile|Vagrantfile|project\.toml|environment\.ya?ml)$/;

/** The line of a file of the repository that installs the tool; null where none does. */
export function installedBy(context: RuleContext, tool: SystemTool): Place | null {
  return byImage(context, tool) ?? byList(context, tool) ?? byScript(context, tool);
}

function byImage({ facts }: RuleContext, tool: SystemTool): Place | null {
  for (const image of facts.images.all) {
    for (const stage of image.stages) {
      if (stage.parent === null && brings(stage.base.name, stage.base.tag ?? '', tool)) return stage.place;
      for (const { keyword, text, place, flags } of stage.instructions) {
        const isInstall =
          keyword === 'RUN' && (INSTALLS.test(text) || /\b(?:curl|wget|ADD)\b.*\.(?:deb|tar|tgz|zip|rpm)/.test(text));
        if (isInstall && tool.packages.test(text)) return place;
        if (keyword === 'COPY' && flags.from && tool.packages.test(flags.from)) return place;
      }
    }
  }
  return null;
}

function brings(name: string, tag: string, tool: SystemTool): boolean {
  if (tool.packages.test(baseName(name)) || toolNames(tool).some((item) => baseName(name).includes(item))) return true;
  if (/alpine/.test(tag) || baseName(name) === 'alpine') return tool.name === 'wget';
  if (/slim/.test(tag)) return false;
  if (tool.inFullImages && /^(?:python|node|ruby|buildpack-deps)$/.test(baseName(name))) return true;
  if (tool.inFullImages && tool.name !== 'ImageMagick' && /^(?:golang|rust|elixir|openjdk)$/.test(baseName(name)))
    return true;
  return tool.name === 'curl' && /^(?:php|heroku|sdk)$/.test(baseName(name));
}

function toolNames(tool: SystemTool): readonly string[] {
  return tool.programs.filter((program) => program.length > 4);
}

function byList({ repo }: RuleContext, tool: SystemTool): Place | null {
  const paths = repo.paths.filter(
    (path) =>
      LISTS.test(baseName(path)) ||
      path.endsWith('.nix') ||
      /(?:^|\/)(?:ansible|roles|playbooks)\/.*\.ya?ml$/.test(path),
  );
  for (const path of [...paths, ...repo.named('app.json', '.buildpacks')]) {
    const line = repo.lines(path).findIndex((text) => tool.packages.test(text) && !/^\s*#/.test(text));
    if (line >= 0) return placeOf(path, line + 1);
  }
  return null;
}

/** A set-up script of a server; what only CI installs does not reach production. */
function byScript({ facts }: RuleContext, tool: SystemTool): Place | null {
  const use = facts.commands
    .from('script', 'makefile', 'release', 'start')
    .find(
      ({ command }) =>
        INSTALLS.test(command.program) &&
        /\b(?:install|add|-S)\b/.test(command.text) &&
        tool.packages.test(command.text),
    );
  return use?.command.place ?? null;
}
