import type { CodeQuery } from '../../../facts/code-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';

/** Declarations and calls that keep a file which a user gave or asked for. */
const queries: readonly CodeQuery[] = [
  {
    languages: ['python'],
    literals: [
      'FileField(',
      'ImageField(',
      'default_storage',
      'upload_fileobj(',
      'upload_file(',
      'put_object(',
      'wagtail.images',
      'wagtail.documents',
    ],
    pattern:
      /\bmodels\.(?:File|Image)Field\(|\b(?:Versatile)?ImageField\([^)\n]*upload_to|\bdefault_storage\.save\(|\.(?:upload_fileobj|upload_file|put_object)\(|["']wagtail\.(?:images|documents)["']/g,
    inStrings: true,
  },
  {
    languages: ['ruby'],
    literals: ['has_one_attached', 'has_many_attached', 'mount_uploader', 'has_attached_file', 'public_path'],
    pattern: /\bhas_(?:one|many)_attached\b|\bmount_uploaders?\b|\bhas_attached_file\b|\bRails\.public_path\.join\(/g,
  },
  {
    languages: ['php'],
    literals: ['Storage::', '->store(', '->storeAs(', 'UploadedFile', 'FilesystemManager'],
    pattern:
      /\bStorage::(?:put|putFile|putFileAs|disk)\(|->store(?:As)?\(\s*["']|\bFilesystemManager\b|->move\(\s*\$this->getParameter/g,
  },
  {
    languages: ['javascript'],
    literals: ['multer', 'PutObjectCommand', 'putObject(', 'upload(', 'bucket('],
    pattern: /\bmulter\(|\bnew PutObjectCommand\(|\.putObject\(|\bmulterS3\(|\bnew Upload\(/g,
  },
  {
    languages: ['go', 'java', 'csharp', 'elixir', 'rust'],
    literals: [
      'PutObject',
      'SaveUploadedFile',
      'MultipartFile',
      'IFormFile',
      'BlobClient',
      'ExAws.S3',
      'put_object(',
      'Waffle',
    ],
    pattern:
      /\bPutObject(?:Input|Request)?\b|\.SaveUploadedFile\(|\.transferTo\(|\bIFormFile\b|\bBlobClient\b|\bExAws\.S3\.put_object|\.put_object\(\)|use Waffle\.Definition/g,
  },
];

/** Where the app stores files; a framework's storage setting alone stores nothing. */
export function storedFiles(facts: Facts): Place[] {
  return queries.flatMap((query) =>
    facts.code
      .search(query)
      .filter(({ path }) => !/(?:^|\/)migrations\//.test(path))
      .map(({ place }) => place),
  );
}
