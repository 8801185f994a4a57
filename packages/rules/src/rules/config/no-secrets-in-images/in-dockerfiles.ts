import type { Facts } from '../../../facts/facts.ts';
import type { Image, Instruction } from '../../../facts/images-fact.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import { folderOf } from '../../../repo/place.ts';
import type { Repo } from '../../../repo/repo.ts';
import { type BakedSecret, confidenceOf } from './baked-secret.ts';

const keyFile =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|[\w.-]+\.(?:pem|p12|pfx|jks|keystore|p8)|(?:tls|server|private|privkey|service[-_]?account|credentials)\.(?:key|json))$/;
const publicFile = /ca[-_.]|bundle|chain|cert\.pem|\.pub$|public|trust|root/i;

/** What the final stage of a production image, or one it grows from, bakes in. */
export function secretsInDockerfiles(repo: Repo, facts: Facts): BakedSecret[] {
  return facts.images.production.flatMap((image) => {
    if (!image.final) return [];
    const pairs = image.instructions(image.final, 'ENV', 'ARG').flatMap((instruction) =>
      instruction.pairs.flatMap(({ name, value, place }): BakedSecret[] => {
        const confidence = confidenceOf(name, value);
        return confidence
          ? [{ place, message: `${instruction.keyword} bakes a literal ${name} into the image.`, confidence }]
          : [];
      }),
    );
    const copies = image.instructions(image.final, 'COPY', 'ADD').flatMap((item) => copied(repo, facts, image, item));
    return [...pairs, ...copies];
  });
}

/** `COPY .env`, where that file holds a value, and copies of committed key files. */
function copied(repo: Repo, facts: Facts, image: Image, { args, flags, place, text }: Instruction): BakedSecret[] {
  if (flags.from !== undefined || /--from=/.test(text)) return [];
  return args.slice(0, -1).flatMap((source): BakedSecret[] => {
    const path =
      [image.context, folderOf(image.path), ''].map((base) => join(base, source)).find((item) => repo.has(item)) ?? '';
    const file = facts.environment.files.find((item) => item.path === path);
    const holds = file?.entries.some(
      (entry) => !entry.commented && !['none', 'marker'].includes(secretValue(entry.value)),
    );
    const secret = file?.entries.some((entry) => !entry.commented && confidenceOf(entry.name, entry.value) !== null);
    if (file && holds && (!file.example || secret))
      return [
        {
          place,
          message: `${source} is copied into the image with its values.`,
          confidence: secret ? 'high' : 'medium',
        },
      ];
    if (/(?:^|\/)\.env(?:\.\w+)?$/.test(source) && path === '' && !/example|sample|template|dist/.test(source))
      return [{ place, message: `${source} is copied into the image.`, confidence: 'medium' }];
    if (keyFile.test(source) && !publicFile.test(source))
      return [{ place, message: `The key file ${source} is copied into the image.`, confidence: 'medium' }];
    return [];
  });
}

function join(base: string, source: string): string {
  const relative = source.replace(/^\.?\//, '');
  return base === '' ? relative : `${base}/${relative}`;
}
