import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';
import { levelSource } from './level-source.ts';

type Files = Record<string, string>;

function sinks(files: Files): string[] {
  return factsOf(files).logging.sinks.map(
    (sink) =>
      `${sink.place.path}:${sink.place.startLine} ${sink.kind}${sink.inForce ? '' : ' unused'}${sink.stage === 'production' ? '' : ` ${sink.stage}`}`,
  );
}

function formats(files: Files): string[] {
  return factsOf(files).logging.formats.map(
    (format) => `${format.place.path}:${format.place.startLine} ${format.kind}`,
  );
}

function levels(files: Files): string[] {
  return factsOf(files).logging.levels.map((level) => `${level.place.path}:${level.place.startLine} ${level.source}`);
}

const django = (logging: string): Files => ({
  'requirements.txt': 'django==5.1\n',
  'manage.py': 'import django\n',
  'site/settings.py': `import os\nINSTALLED_APPS = []\n${logging}`,
});

describe('Django LOGGING', () => {
  const logging =
    'LOGGING = {\n  "version": 1,\n  "formatters": {"json": {"()": "pythonjsonlogger.jsonlogger.JsonFormatter"}},\n  "handlers": {\n' +
    '    "console": {"class": "logging.StreamHandler", "formatter": "json"},\n    "file": {"class": "logging.FileHandler", "filename": "x.log"},\n' +
    '    "mail": {"class": "django.utils.log.AdminEmailHandler"},\n    "out": {"class": "logging.FileHandler", "filename": "/dev/stdout"},\n  },\n' +
    '  "root": {"handlers": ["console", "out"], "level": os.environ.get("LOG_LEVEL", "INFO")},\n  "loggers": {"urllib3": {"level": "WARNING"}, "django": {"handlers": ["mail"], "level": "INFO"}},\n}\n';

  it('counts only handlers that a logger names', () => {
    expect(sinks(django(logging))).toEqual([
      'site/settings.py:7 stderr',
      'site/settings.py:8 file unused',
      'site/settings.py:9 mail',
      'site/settings.py:10 stdout',
    ]);
  });

  it('reads the format of handlers in force', () => {
    expect(formats(django(logging))).toEqual(['site/settings.py:5 json', 'site/settings.py:10 text']);
  });

  it('tells levels from the environment from literals, and leaves hushed libraries out', () => {
    expect(levels(django(logging))).toEqual([
      'site/settings.py:12 environment',
      'site/settings.py:12 environment',
      'site/settings.py:13 literal',
    ]);
  });

  it('takes a handler of the repository for what its module does', () => {
    const files = {
      ...django('LOGGING = {"handlers": {"db": {"class": "logs.Handler"}}, "root": {"handlers": ["db"]}}\n'),
      'logs/__init__.py':
        'class Handler(logging.Handler):\n    def emit(self, r):\n        Record.objects.create(m=r)\n',
    };

    expect(sinks(files)).toContain('site/settings.py:3 database');
  });

  it('falls back on the framework where nothing is set', () => {
    expect(factsOf(django('')).logging.setups.map((setup) => setup.how)).toEqual(['Django default logging']);
  });
});

describe('Python', () => {
  it('reads basicConfig, handlers in code and dictionaries that dictConfig names', () => {
    const files = {
      'requirements.txt': 'flask==3.0\n',
      'app/__init__.py':
        'import logging, os\nfrom logging.config import dictConfig\nfrom app.conf import CONFIG\nlogging.basicConfig(level=os.environ["LEVEL"], filename="a.log")\nh = logging.StreamHandler(sys.stdout)\ndictConfig(CONFIG)\n',
      'app/conf.py':
        'CONFIG = {\n  "handlers": {"f": {"class": "logging.handlers.RotatingFileHandler", "filename": "x.log"}},\n  "root": {"handlers": ["f"], "level": "INFO"},\n}\n',
    };

    expect(sinks(files)).toEqual(['app/__init__.py:4 file', 'app/__init__.py:5 stdout', 'app/conf.py:2 file']);
    expect(levels(files)).toEqual(['app/__init__.py:4 environment', 'app/conf.py:3 literal']);
  });

  it('reads the flags and configuration of servers', () => {
    const files = {
      'requirements.txt': 'flask==3.0\ngunicorn==22\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'gunicorn.conf.py': 'errorlog = "-"\naccesslog = "/var/log/access.log"\n',
      Procfile: 'web: gunicorn app:app --access-logfile /tmp/a.log --log-level debug\n',
    };

    expect(sinks(files)).toEqual(['Procfile:1 file', 'gunicorn.conf.py:1 stdout', 'gunicorn.conf.py:2 file']);
    expect(levels(files)).toEqual(['Procfile:1 literal']);
  });
});

describe('other languages', () => {
  it('reads winston transports, and keeps those of development apart', () => {
    const files = {
      'package.json': '{"dependencies": {"winston": "3", "express": "4"}, "scripts": {"start": "node server.js"}}',
      'server.js':
        "const winston = require('winston');\nconst log = winston.createLogger({\n  level: process.env.LOG_LEVEL || 'info',\n  format: winston.format.json(),\n  transports: [new winston.transports.File({ filename: 'a.log' })],\n});\nif (process.env.NODE_ENV !== 'production') {\n  log.add(new winston.transports.Console());\n}\n",
    };

    expect(sinks(files)).toEqual(['server.js:5 file', 'server.js:8 stdout development']);
    expect(formats(files)).toEqual(['server.js:4 json']);
    expect(levels(files)).toContain('server.js:3 environment');
  });

  it('takes Rails for writing to a file unless production.rb or a deploy file says otherwise', () => {
    const rails = (production: string, procfile = 'web: bin/rails server\n'): Files => ({
      Gemfile: "gem 'rails', '~> 7.1'\n",
      'config/application.rb': 'module A\nend\n',
      Procfile: procfile,
      'config/environments/production.rb': production,
    });
    const onDemand =
      'Rails.application.configure do\n  if ENV["RAILS_LOG_TO_STDOUT"].present?\n    config.logger = ActiveSupport::Logger.new(STDOUT)\n  end\nend\n';
    const kinds = (files: Files): string[] =>
      factsOf(files)
        .logging.sinks.filter((sink) => sink.inForce && sink.place.path.endsWith('.rb'))
        .map((sink) => sink.kind);

    expect(kinds(rails('Rails.application.configure do\nend\n'))).toEqual(['file']);
    expect(
      kinds(rails('Rails.application.configure do\n  config.logger = ActiveSupport::Logger.new(STDOUT)\nend\n')),
    ).toEqual(['stdout']);
    expect(kinds(rails(onDemand))).toEqual(['file']);
    expect(
      kinds({
        ...rails(onDemand),
        Dockerfile: 'FROM ruby:3.3\nENV RAILS_LOG_TO_STDOUT=1\nCMD ["bin/rails", "server"]\n',
      }),
    ).toEqual(['stdout']);
  });

  it("takes Laravel's channel that is chosen", () => {
    const laravel: Files = {
      'composer.json': '{"require": {"laravel/framework": "^11"}}',
      'config/logging.php':
        "<?php\nreturn [\n  'default' => env('LOG_CHANNEL', 'stack'),\n  'channels' => [\n    'stack' => ['driver' => 'stack', 'channels' => ['daily']],\n    'daily' => ['driver' => 'daily', 'level' => env('LOG_LEVEL', 'debug')],\n    'stderr' => ['driver' => 'monolog', 'with' => ['stream' => 'php://stderr']],\n  ],\n];\n",
      artisan: '#!/usr/bin/env php\n',
    };

    expect(sinks(laravel)).toEqual(['config/logging.php:6 file']);
    expect(
      sinks({
        ...laravel,
        Dockerfile: 'FROM php:8.3\nENV LOG_CHANNEL=stderr\nCMD ["php", "artisan", "octane:start"]\n',
      }).filter((sink) => sink.startsWith('config')),
    ).toEqual(['config/logging.php:3 stderr']);
  });

  it('reads Logback files: referenced appenders, profiles, fragments of Spring Boot', () => {
    const files = {
      'pom.xml':
        '<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>',
      'src/main/resources/logback-spring.xml':
        '<configuration>\n<include resource="org/springframework/boot/logging/logback/base.xml"/>\n<appender name="F" class="ch.qos.logback.core.FileAppender"/>\n<appender name="J" class="ch.qos.logback.core.ConsoleAppender"><encoder class="net.logstash.logback.encoder.LogstashEncoder"/></appender>\n<root level="INFO"><appender-ref ref="J"/></root>\n</configuration>\n',
    };

    expect(sinks(files).map((sink) => sink.slice('src/main/resources/logback-spring.xml:'.length))).toEqual([
      '2 stdout',
      '2 file',
      '3 file unused',
      '4 stdout',
    ]);
    expect(formats(files).map((format) => format.slice(-6).trim())).toEqual(['2 text', '4 json']);
    expect(levels(files)).toEqual(['src/main/resources/logback-spring.xml:5 framework']);
  });

  it('reads slog, zap and zerolog', () => {
    const files = {
      'go.mod': 'module a\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"log/slog"\n\t"os"\n)\n\nfunc main() {\n\tslog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: slog.LevelInfo})))\n}\n',
    };

    expect(sinks(files)).toEqual(['main.go:9 stdout']);
    expect(formats(files)).toEqual(['main.go:9 json']);
    expect(levels(files)).toEqual(['main.go:9 literal']);
  });
});

describe('calls', () => {
  it('counts logger and print calls of server code only', () => {
    const { logging } = factsOf({
      'package.json': '{"dependencies": {"express": "4"}, "scripts": {"start": "node server.js"}}',
      'server.js': "console.log('up'); // console.log('no')\nlogger.info('x');\nconst s = 'console.log(1)';\n",
      'scripts/seed.js': "console.log('seed');\n",
      'src/components/App.tsx': "console.log('client');\n",
    });

    expect(logging.printCalls.map((place) => `${place.path}:${place.startLine}`)).toEqual(['server.js:1']);
    expect(logging.loggerCalls.map((place) => `${place.path}:${place.startLine}`)).toEqual(['server.js:2']);
  });

  it('does not throw on hostile files', () => {
    const noise = `logging.basicConfig(${'('.repeat(3_000)}\u0000<appender name="${'{'.repeat(2_000)}`;
    const names = [
      'settings.py',
      'app.py',
      'logback.xml',
      'logging.yaml',
      'alembic.ini',
      'supervisord.conf',
      'gunicorn.conf.py',
      'server.js',
      'main.go',
    ];

    expect(() => factsOf(Object.fromEntries(names.map((name) => [name, noise]))).logging).not.toThrow();
  });
});

describe('levelSource', () => {
  it.each([
    ['os.environ.get("LEVEL", "INFO")', 'environment'],
    ['settings.LOG_LEVEL', 'environment'],
    ['"INFO"', 'literal'],
    ['logging.INFO', 'literal'],
    ['slog.LevelInfo', 'literal'],
    ['LEVEL', 'environment'],
    ['getattr(logging, LEVEL)', 'environment'],
    ['level', null],
  ])('%s is %s', (text, source) => {
    expect(levelSource(text, 'LEVEL = os.getenv("LEVEL")\n')).toBe(source);
  });
});
