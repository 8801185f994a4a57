import type { Language } from '../../../facts/stacks-fact.ts';

const PYTHON = new Set(
  (
    '__future__ __main__ _thread abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code ' +
    'codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg cProfile crypt csv ctypes curses dataclasses datetime dbm decimal ' +
    'difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc getopt getpass gettext glob ' +
    'graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap ' +
    'marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib ntpath numbers operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes ' +
    'pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc queue quopri random re readline reprlib resource rlcompleter runpy sched ' +
    'secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string ' +
    'stringprep struct subprocess sunau symbol symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this threading time timeit tkinter token tokenize ' +
    'tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml ' +
    'xmlrpc zipapp zipfile zipimport zlib zoneinfo Queue ConfigParser StringIO cPickle cStringIO commands httplib urllib2 urlparse HTMLParser SocketServer __builtin__ pip setuptools pkg_resources'
  ).split(' '),
);
const NODE = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path ' +
    'perf_hooks process punycode querystring readline repl sea sqlite stream string_decoder sys test timers tls trace_events tty url util v8 vm wasi worker_threads zlib bun electron vscode'
  ).split(' '),
);
/** Gems whose require needs no guess; the standard library and a repository's own files look the same. */
const GEMS =
  /^(?:rails|sinatra|sidekiq|sequel|pg|mysql2|redis|rack|puma|nokogiri|faraday|httparty|active_?record|active_?support|grape|hanami|roda|aws-sdk[\w-]*|bunny|dotenv|mongoid?|octokit|slim|haml)(?:\/|$)/;
const PHP =
  /^(?:Illuminate|Symfony|Doctrine|GuzzleHttp|Monolog|Laravel|Slim|Predis|Twig|Carbon|Ramsey|League|Psr|Aws|PhpAmqpLib|Dotenv|Laminas|Cake|Yiisoft)\\/;
const JAVA =
  /^(?:org\.springframework|org\.hibernate|com\.fasterxml|com\.google\.(?:common|gson|inject)|org\.apache\.(?:commons|kafka|http|logging)|org\.slf4j|io\.(?:quarkus|micronaut|vertx|netty|ktor|javalin)|lombok|jakarta|redis\.clients|com\.zaxxer|org\.postgresql)\./;

/** Is a module, as an import names it, a package from somewhere else? `isLocal` knows the names of the repository's own files and folders. */
export function thirdPartyImport(language: Language, module: string, isLocal: (name: string) => boolean): boolean {
  if (language === 'python') {
    const top = module.split('.')[0] ?? '';
    return top !== '' && !top.startsWith('_') && !PYTHON.has(top) && !isLocal(top);
  }
  if (language === 'javascript') {
    if (!/^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:\/|$)/.test(module) || module.includes(':')) return false;
    const [first = '', second = ''] = module.split('/');
    return !NODE.has(first) && !isLocal(first) && !(first.startsWith('@') && isLocal(second));
  }
  if (language === 'go') {
    const first = module.split('/')[0] ?? '';
    return (
      /^(?:github\.com|gitlab\.com|bitbucket\.org|gopkg\.in|golang\.org|google\.golang\.org|go\.uber\.org|k8s\.io)$/.test(
        first,
      ) &&
      module.includes('/') &&
      !isLocal(first)
    );
  }
  if (language === 'ruby') return GEMS.test(module);
  if (language === 'php') return PHP.test(module);
  return language === 'java' && JAVA.test(module);
}
