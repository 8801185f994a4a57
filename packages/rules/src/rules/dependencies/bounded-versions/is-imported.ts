import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Ecosystem } from '../../../facts/dependencies-fact.ts';
import type { Language } from '../../../facts/stacks-fact.ts';

const LANGUAGES: Readonly<Partial<Record<Ecosystem, Language>>> = {
  python: 'python',
  npm: 'javascript',
  ruby: 'ruby',
};

/** Distributions whose module is called otherwise. */
const MODULES: Readonly<Record<string, string>> = {
  pillow: 'PIL',
  pyyaml: 'yaml',
  beautifulsoup4: 'bs4',
  'scikit-learn': 'sklearn',
  'python-dateutil': 'dateutil',
  'python-dotenv': 'dotenv',
  mysqlclient: 'MySQLdb',
  'psycopg2-binary': 'psycopg2',
  'opencv-python': 'cv2',
  'opencv-python-headless': 'cv2',
  pyjwt: 'jwt',
  djangorestframework: 'rest_framework',
  'python-magic': 'magic',
  'python-jose': 'jose',
};

/** Production code of the repository imports the package of that (normalised) name. */
export function isImported({ facts }: RuleContext, ecosystem: Ecosystem, name: string): boolean {
  const language = LANGUAGES[ecosystem];
  if (!language) return false;
  const module = MODULES[name] ?? (language === 'python' ? name.replaceAll('-', '_') : name);
  const top = (text: string) => (language === 'python' ? text.split('.')[0] : text);
  return facts.code
    .containing([module], [language])
    .some((path) =>
      facts.code.imports(path).some((item) => top(item.module) === module || item.module.startsWith(`${module}/`)),
    );
}
