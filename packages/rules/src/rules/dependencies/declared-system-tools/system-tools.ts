export interface SystemTool {
  name: string;
  programs: readonly string[];
  /** The tool among what a file installs: package names of distributions, nix and features. */
  packages: RegExp;
  /** In Debian-based images of languages that are not slim. */
  inFullImages?: boolean;
}

/** Programs that not every image has. */
export const SYSTEM_TOOLS: readonly SystemTool[] = [
  {
    name: 'ImageMagick',
    programs: ['convert', 'magick', 'identify', 'mogrify'],
    packages: /\b(?:image-?magick|graphicsmagick)\b/i,
    inFullImages: true,
  },
  { name: 'ffmpeg', programs: ['ffmpeg', 'ffprobe'], packages: /\bffmpeg/i },
  { name: 'wkhtmltopdf', programs: ['wkhtmltopdf', 'wkhtmltoimage'], packages: /\bwkhtmlto(?:pdf|x)/i },
  { name: 'Poppler', programs: ['pdftotext', 'pdftoppm', 'pdfinfo', 'pdftocairo'], packages: /\bpoppler/i },
  {
    name: 'git',
    programs: ['git'],
    packages: /\bgit(?:-core|-lfs)?\b(?!\s+(?:clone|config|init|fetch))/i,
    inFullImages: true,
  },
  { name: 'curl', programs: ['curl'], packages: /\bcurl\b/i, inFullImages: true },
  { name: 'wget', programs: ['wget'], packages: /\bwget\b/i, inFullImages: true },
  { name: 'pandoc', programs: ['pandoc'], packages: /\bpandoc/i },
  {
    name: 'LibreOffice',
    programs: ['soffice', 'libreoffice', 'unoconv'],
    packages: /\b(?:libreoffice|unoconv|soffice)/i,
  },
  { name: 'tesseract', programs: ['tesseract'], packages: /\btesseract/i },
  { name: 'Ghostscript', programs: ['gs'], packages: /\bghostscript\b/i },
  {
    name: 'the PostgreSQL client',
    programs: ['pg_dump', 'pg_dumpall', 'pg_restore', 'psql'],
    packages: /\bpostgresql(?:-?\d+)?(?:-client)?(?:-\d+)?\b|\bpostgresql_\d+|\bpostgresql\d*\b/i,
  },
  {
    name: 'the MySQL client',
    programs: ['mysqldump'],
    packages: /\b(?:default-mysql-client|mysql-client|mariadb-client|mysql-shell|mysql80?|mariadb)\b/i,
  },
  { name: 'redis-cli', programs: ['redis-cli'], packages: /\bredis(?:-tools|-server)?\b/i },
  {
    name: 'ExifTool',
    programs: ['exiftool'],
    packages: /\b(?:exiftool|libimage-exiftool-perl|perl-image-exiftool)\b/i,
  },
  { name: 'Graphviz', programs: ['dot'], packages: /\bgraphviz\b/i },
  { name: 'qpdf', programs: ['qpdf'], packages: /\bqpdf\b/i },
  { name: 'pdftk', programs: ['pdftk'], packages: /\bpdftk/i },
  { name: 'mongodump', programs: ['mongodump', 'mongorestore'], packages: /\bmongo(?:db)?-(?:database-)?tools\b/i },
  { name: 'restic', programs: ['restic'], packages: /\brestic\b/i },
  { name: 'rsync', programs: ['rsync'], packages: /\brsync\b/i },
];

/** The tool that a program name belongs to. */
export function toolOf(program: string): SystemTool | null {
  const name = program.replace(/^.*\//, '');
  return SYSTEM_TOOLS.find((tool) => tool.programs.includes(name)) ?? null;
}

/** Libraries that start a program and do not bring it: the module as imports name it. */
export const WRAPPERS: readonly { module: RegExp; literal: string; program: string }[] = [
  { module: /^Knp\\Snappy/, literal: 'Snappy', program: 'wkhtmltopdf' },
  { module: /^pytesseract(?:\.|$)/, literal: 'pytesseract', program: 'tesseract' },
  { module: /^pdf2image(?:\.|$)/, literal: 'pdf2image', program: 'pdftoppm' },
  { module: /^pypandoc(?:\.|$)/, literal: 'pypandoc', program: 'pandoc' },
  { module: /^pydub(?:\.|$)/, literal: 'pydub', program: 'ffmpeg' },
  { module: /^fluent-ffmpeg$/, literal: 'fluent-ffmpeg', program: 'ffmpeg' },
  { module: /^FFMpeg\\/, literal: 'FFMpeg', program: 'ffmpeg' },
  { module: /^mini_magick$/, literal: 'mini_magick', program: 'magick' },
];
