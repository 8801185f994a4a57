import { fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { CodeMatch, CodeQuery } from '../../../facts/code-fact.ts';
import type { Language } from '../../../facts/stacks-fact.ts';
import { localWrites } from '../local-writes.ts';

/** Code that takes a file from a request, by language. */
const TAKES: Readonly<Partial<Record<Language, CodeQuery>>> = {
  python: {
    languages: ['python'],
    literals: ['UploadFile', 'request.files', 'request.FILES'],
    pattern: /\bUploadFile\b|\brequest\.(?:files|FILES)\b/g,
  },
  go: {
    languages: ['go'],
    literals: ['.FormFile(', 'MultipartForm', 'multipart.File'],
    pattern: /\.FormFile\(|\bMultipartForm\b|\bmultipart\.File(?:Header)?\b/g,
  },
  java: { languages: ['java'], literals: ['MultipartFile'], pattern: /\bMultipartFile\b/g },
  csharp: { languages: ['csharp'], literals: ['IFormFile'], pattern: /\bIFormFile\b/g },
};

/** Uploads that code stores by itself. */
export function* uploadsInCode(context: RuleContext): Iterable<RuleYield> {
  yield* multer(context);
  const { facts } = context;
  const writes = localWrites(context).filter((write) => !write.temporary);
  for (const [language, query] of Object.entries(TAKES)) {
    const takers = new Set(facts.code.search(query).map(({ path }) => path));
    for (const write of writes)
      if (facts.code.languageOf(write.path) === language && takers.has(write.path))
        yield fail(write.place, 'An uploaded file is written to the local disk.', { confidence: 'medium' });
  }
  for (const { place } of facts.code.search({
    languages: ['php', 'java'],
    literals: ['->move(', 'move_uploaded_file(', '.transferTo('],
    pattern: /\bmove_uploaded_file\(|\$\w*[fF]ile\w*->move\(|\b\w*[fF]ile\w*\.transferTo\(/g,
  }))
    yield fail(place, 'An uploaded file is moved to a folder of the local disk.', { confidence: 'medium' });
}

/** multer keeps files in `dest` or where its storage says. */
function* multer({ facts }: RuleContext): Iterable<RuleYield> {
  for (const call of facts.code.calls({
    languages: ['javascript'],
    callees: ['multer', 'multer.diskStorage', 'diskStorage', 'multerS3', 'FileInterceptor'],
  })) {
    const isTemporary = /tmpdir|["'`]\/?te?mp/i.test(call.text);
    if (/diskStorage$/.test(call.callee)) {
      if (!isTemporary) yield fail(call.place, 'Uploads are kept on the local disk (multer.diskStorage).');
    } else if (call.callee.endsWith('multerS3')) yield pass(call.place, 'Uploads go to object storage (multer-s3).');
    else if (call.named.dest !== undefined && !isTemporary)
      yield fail(call.place, `Uploads are kept on the local disk (dest: ${call.named.dest.slice(0, 40)}).`);
  }
}

/** Calls of object storage clients that store a file. */
export function storedInObjectStorage({ facts }: RuleContext): CodeMatch | null {
  const [call] = facts.code.search({
    literals: ['PutObject', 'UploadObject', 'put_object', 'upload_fileobj', 'upload_file(', 'putObject', 'uploadFile('],
    pattern:
      /\bnew PutObjectCommand\(|\.(?:PutObject|UploadObject|put_object|upload_fileobj|upload_file|putObject)\w*\(/g,
  });
  return call ?? null;
}
