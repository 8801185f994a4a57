import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Process, VolumeMount } from '../../../facts/processes-fact.ts';
import { runsService } from '../../disposability/runs-service.ts';

const PERSISTENT = new Set<VolumeMount['kind']>(['bind', 'volume', 'claim', 'host-path']);
/** Places that hold no data of the app: sockets, the clock, temporary and device folders, certificates. */
const NO_DATA =
  /^\/(?:tmp|var\/tmp|run|var\/run|dev|proc|sys|etc)(?:\/|$)|\.sock$|(?:^|\/)(?:certs?|ssl|secrets?|letsencrypt|tmp)(?:\/|$)|\/node_modules\/?$/;
/** A single file is configuration. */
const FILE =
  /\.(?:ya?ml|json5?|hjson|toml|conf|cnf|ini|cfg|env|properties|pem|crt|key|xml|sh|py|js|ts|rb|php|html|tpl|template)(?::|$)/i;
const PROXY = /proxy|nginx|caddy|traefik|haproxy|envoy/i;

export const noAppVolumes = defineRule({
  id: 'processes/no-app-volumes',
  factor: 'processes',
  title: 'App processes mount no persistent volume',
  severity: 'medium',
  remediation:
    'Keep what the app stores in an attached service: uploads in object storage, data in the database, logs on stdout. Then leave the volume (or VOLUME) out.',
  appliesTo: ({ facts }) =>
    facts.processes.deployFiles.some((file) => file.stage === 'production') ||
    facts.processes.production.some((process) => process.deploy !== 'package-script') ||
    'No file of the repository deploys the app.',
  silence: 'No production deploy file mounts a volume into an app process.',

  *check(context) {
    const { facts } = context;
    for (const process of facts.processes.production) {
      if (process.deploy === 'package-script' || isProxy(process) || runsService(context, process)) continue;
      const mounts = process.volumes.filter(holdsData);
      for (const mount of mounts)
        yield fail(
          mount.place,
          `The ${process.name} process keeps data in ${mount.target}, mounted from ${mount.source ?? 'a volume'}.`,
        );
      if (mounts.length === 0) yield pass(process.place, `The ${process.name} process mounts no volume for its data.`);
    }
    yield* declaredByImages(context);
  },
});

/** `VOLUME` asks every container of the image for a folder that outlives it. */
function* declaredByImages({ facts }: RuleContext): Iterable<RuleYield> {
  for (const image of facts.images.production) {
    if (!image.final || !facts.processes.production.some((process) => process.built?.image.path === image.path))
      continue;
    for (const instruction of image.instructions(image.final, 'VOLUME')) {
      const folders = volumesOf(instruction.text).filter((folder) => !NO_DATA.test(folder));
      if (folders.length > 0)
        yield fail(instruction.place, `The image declares ${folders.join(', ')} as a volume for the app's data.`);
    }
  }
}

/** `VOLUME /a /b`, `VOLUME ["/a"]`. */
function volumesOf(text: string): string[] {
  return (text.match(/[^\s,"'[\]]+/g) ?? []).filter((word) => word.startsWith('/') || word.startsWith('$'));
}

function holdsData({ kind, source, target, readOnly }: VolumeMount): boolean {
  if (!PERSISTENT.has(kind) || readOnly || NO_DATA.test(target) || FILE.test(target)) return false;
  if (source === null) return false;
  return !/docker\.sock/.test(source) && !FILE.test(source) && !/^\/(?:etc|dev|proc|sys|run)\//.test(source);
}

function isProxy(process: Process): boolean {
  const image = process.image?.name ?? process.built?.image.path ?? '';
  return process.type === 'proxy' || PROXY.test(process.name) || PROXY.test(image);
}
