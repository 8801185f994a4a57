import { describe, expect, it } from 'vitest';
import type { Process } from '../processes-fact.ts';
import { factsOf } from '../test/facts-of.ts';

/** What the rules ask of a process, in one line each. */
function told(files: Record<string, string>): string[] {
  return factsOf(files)
    .processes.all.filter((process) => process.deploy !== 'dockerfile')
    .map(describeProcess);
}

function describeProcess(process: Process): string {
  const environment = process.environment.map((entry) =>
    entry.source === 'secret' ? `${entry.name}!` : `${entry.name}=${entry.value ?? '?'}`,
  );
  return [
    `${process.deploy} ${process.type} ${process.name}`,
    process.command || '-',
    process.image?.resolved ?? process.built?.image.path ?? '-',
    process.ports.map((port) => port.container).join(',') || '-',
    environment.join(',') || '-',
    process.health ? `${process.health.kind} ${process.health.text}` : '-',
    process.autoscaled ? 'autoscaled' : (process.replicas?.text ?? '-'),
  ].join(' | ');
}

const dockerfile = 'FROM python:3.13\nCOPY . .\nCMD ["gunicorn", "shop.wsgi"]\n';

describe('ECS', () => {
  const container = {
    name: 'web',
    image: 'acme/shop:1.2',
    command: ['gunicorn', 'shop.wsgi'],
    portMappings: [{ containerPort: 8000 }],
    environment: [{ name: 'DEBUG', value: 'false' }],
    secrets: [{ name: 'SECRET_KEY', valueFrom: 'arn:x' }],
    healthCheck: { command: ['CMD-SHELL', 'curl -f localhost:8000'] },
    stopTimeout: 60,
  };
  const line =
    'ecs web web | gunicorn shop.wsgi | acme/shop:1.2 | 8000 | DEBUG=false,SECRET_KEY! | command CMD-SHELL curl -f localhost:8000';

  it.each(['task-definition.json', '.aws/app.json', 'deploy/ecs/web.json'])('reads the task definition %s', (path) => {
    expect(told({ [path]: JSON.stringify({ family: 'shop', containerDefinitions: [container] }, null, 2) })).toEqual([
      `${line} | -`,
    ]);
  });

  it('takes the number from the service beside it', () => {
    const files = {
      'ecs/task-definition.json': JSON.stringify({ containerDefinitions: [container] }),
      'ecs/service.json': '{ "desiredCount": 3 }',
    };

    expect(told(files)).toEqual([`${line} | 3`]);
  });

  it('reads CloudFormation, its functions as variables', () => {
    const text = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: worker
          Image: !Sub "\${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/shop:\${Tag}"
          Command: [celery, -A, shop, worker]
          Environment:
            - Name: BROKER
              Value: !Ref Broker
          Secrets:
            - Name: KEY
              ValueFrom: !Ref Key
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      DesiredCount: 2
`;
    const [process] = factsOf({ 'stack.yml': text, Dockerfile: dockerfile }).processes.production.filter(
      (item) => item.deploy === 'ecs',
    );

    expect(process && describeProcess(process)).toMatch(
      /^ecs worker worker \| celery -A shop worker \| .*shop:\$\{Tag\} \| - \| BROKER=\$\{Broker\},KEY! \| - \| 2$/,
    );
    expect(process?.image?.variable).toBe(true);
    expect(process?.built?.image.path).toBe('Dockerfile');
  });
});

describe('serverless functions', () => {
  it('end with their call: jobs, and cron where a schedule calls', () => {
    const text = `provider:
  environment:
    TABLE: orders
functions:
  api:
    handler: app.handler
    events:
      - httpApi: '*'
  clean:
    handler: app.clean
    environment:
      DAYS: 3
    events:
      - schedule: rate(1 day)
`;
    const { processes } = factsOf({ 'serverless.yml': text });

    expect(processes.all.map(describeProcess)).toEqual([
      'serverless job api | - | - | - | TABLE=orders | - | autoscaled',
      'serverless cron clean | - | - | - | DAYS=3,TABLE=orders | - | autoscaled',
    ]);
    expect(processes.longRunning).toEqual([]);
  });

  it('reads SAM templates', () => {
    const text = `Globals:
  Function:
    Environment:
      Variables: { STAGE: prod }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.orders
      Events:
        Daily: { Type: Schedule }
`;

    expect(told({ 'template.yaml': text })).toEqual([
      'serverless cron Orders | - | - | - | STAGE=prod | - | autoscaled',
    ]);
  });
});

describe('platforms', () => {
  it('App Engine', () => {
    const text =
      'runtime: python313\nservice: api\nentrypoint: gunicorn -b :$PORT shop.wsgi\nenv_variables:\n  A: "1"\nmanual_scaling:\n  instances: 2\nreadiness_check:\n  path: /ready\n';

    expect(told({ 'app.yaml': text })).toEqual([
      'app-yaml web api | gunicorn -b :$PORT shop.wsgi | - | - | A=1 | http /ready | 2',
    ]);
  });

  it('DigitalOcean', () => {
    const text = `name: shop
services:
  - name: web
    run_command: gunicorn shop.wsgi
    http_port: 8080
    instance_count: 2
    health_check: { http_path: /healthz }
    envs:
      - { key: A, value: b }
      - { key: KEY, type: SECRET }
jobs:
  - name: migrate
    kind: PRE_DEPLOY
    run_command: python manage.py migrate
`;

    expect(told({ '.do/app.yaml': text })).toEqual([
      'app-yaml web web | gunicorn shop.wsgi | - | 8080 | A=b,KEY! | http /healthz | 2',
      'app-yaml release migrate | python manage.py migrate | - | - | - | - | -',
    ]);
  });

  it('Render', () => {
    const text = `services:
  - type: web
    name: shop
    runtime: python
    startCommand: gunicorn shop.wsgi
    preDeployCommand: python manage.py migrate
    healthCheckPath: /healthz
    numInstances: 2
    envVars:
      - { key: A, value: b }
      - { key: KEY, sync: false }
  - type: worker
    name: jobs
    runtime: docker
    dockerCommand: celery -A shop worker
`;

    expect(told({ 'render.yaml': text, Dockerfile: dockerfile })).toEqual([
      'render web shop | gunicorn shop.wsgi | - | - | A=b,KEY! | http /healthz | 2',
      'render release shop release | python manage.py migrate | - | - | - | - | -',
      'render worker jobs | celery -A shop worker | Dockerfile | - | - | - | -',
    ]);
  });

  it('Fly', () => {
    const text = `kill_signal = "SIGTERM"
[env]
A = "b"
[processes]
api = "gunicorn shop.wsgi"
jobs = "celery -A shop worker"
[deploy]
release_command = "python manage.py migrate"
[http_service]
internal_port = 8000
processes = ["api"]
min_machines_running = 2
[[http_service.checks]]
path = "/healthz"
`;

    expect(told({ 'fly.toml': text, Dockerfile: dockerfile })).toEqual([
      'fly web api | gunicorn shop.wsgi | Dockerfile | 8000 | A=b | http /healthz | 2',
      'fly worker jobs | celery -A shop worker | Dockerfile | - | A=b | - | -',
      'fly release release | python manage.py migrate | Dockerfile | - | A=b | http /healthz | -',
    ]);
  });

  it('Railway', () => {
    const text =
      '{"deploy":{"startCommand":"node dist/server.js","preDeployCommand":["npx prisma migrate deploy"],"healthcheckPath":"/healthz","numReplicas":2}}';

    expect(told({ 'railway.json': text })).toEqual([
      'railway web app | node dist/server.js | - | - | - | http /healthz | 2',
      'railway release release | npx prisma migrate deploy | - | - | - | - | -',
    ]);
  });

  it('Heroku: the formation of app.json', () => {
    const files = { Procfile: 'web: gunicorn shop.wsgi\n', 'app.json': '{"formation":{"web":{"quantity":2}}}' };

    expect(told(files)).toEqual(['procfile web web | gunicorn shop.wsgi | - | - | - | - | 2']);
  });

  it('Procfile: development servers beside a watcher are for developers', () => {
    const { processes } = factsOf({
      Procfile: 'web: python -m manage runserver 0.0.0.0:8000\ncss: make watch\n',
      Makefile: 'watch:\n\twatchmedo shell-command --patterns=*.scss --command="make css" scss\n',
    });

    expect(processes.development.map(({ name, type }) => [name, type])).toEqual([
      ['web', 'web'],
      ['css', 'other'],
    ]);
  });

  it('supervisor: the programs of an image run in it', () => {
    const files = {
      Dockerfile: 'FROM python:3.13\nCOPY supervisord.conf /etc/\nEXPOSE 80\nCMD ["supervisord", "-n"]\n',
      'supervisord.conf':
        '[program:web]\ncommand=gunicorn shop.wsgi\nstopwaitsecs=30\nenvironment=C="d",E="%(ENV_E)s"\n[program:jobs]\ncommand=celery -A shop worker\nnumprocs=2\n',
    };
    const { processes } = factsOf(files);

    expect(told(files)).toEqual([
      'supervisor web web | gunicorn shop.wsgi | Dockerfile | - | C=d,E=${E} | - | -',
      'supervisor worker jobs | celery -A shop worker | Dockerfile | - | - | - | 2',
    ]);
    expect(processes.web.find((process) => process.name === 'web')?.stopGrace?.text).toBe('30');
  });
});
