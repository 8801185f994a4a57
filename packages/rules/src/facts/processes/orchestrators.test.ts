import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

function told(files: Record<string, string>): string[] {
  return factsOf(files)
    .processes.all.filter((process) => process.deploy !== 'dockerfile')
    .map((process) =>
      [
        `${process.stage} ${process.deploy} ${process.type} ${process.name}`,
        process.command || '-',
        process.image?.resolved ?? '-',
        process.environment
          .map(
            (entry) =>
              `${entry.name}=${entry.source === 'secret' ? '!' : entry.value}@${entry.place.path}:${entry.place.startLine}`,
          )
          .join(',') || '-',
        process.autoscaled ? 'autoscaled' : (process.replicas?.text ?? '-'),
      ].join(' | '),
    );
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: web
          image: acme/shop
          command: ["gunicorn", "shop.wsgi"]
          envFrom:
            - configMapRef:
                name: settings
`;

describe('Kustomize', () => {
  it('the base runs as the overlay for production says', () => {
    const files = {
      'k8s/base/kustomization.yaml': 'resources:\n  - web.yaml\n',
      'k8s/base/web.yaml': deployment,
      'k8s/overlays/dev/kustomization.yaml': 'resources: [../../base]\nimages:\n  - name: acme/shop\n    newTag: dev\n',
      'k8s/overlays/production/kustomization.yaml':
        'resources:\n  - ../../base\nimages:\n  - name: acme/shop\n    newName: ghcr.io/acme/shop\n    newTag: "1.4.2"\nreplicas:\n  - name: web\n    count: 3\npatches:\n  - path: env.yaml\nconfigMapGenerator:\n  - name: settings\n    literals:\n      - LOG_LEVEL=info\n',
      'k8s/overlays/production/env.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: WORKERS\n              value: "4"\n',
    };

    expect(told(files)).toEqual([
      'production kubernetes web web | gunicorn shop.wsgi | ghcr.io/acme/shop:1.4.2 | WORKERS=4@k8s/overlays/production/env.yaml:11,LOG_LEVEL=info@k8s/overlays/production/kustomization.yaml:15 | 3',
    ]);
  });

  it('inline patches and JSON patches apply', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': deployment,
      'prod/kustomization.yaml': `resources: [../base]
patches:
  - target:
      kind: Deployment
      name: web
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/image
        value: acme/shop:2
      - op: replace
        path: /spec/replicas
        value: 5
`,
    };

    expect(told(files)).toEqual(['production kubernetes web web | gunicorn shop.wsgi | acme/shop:2 | - | 5']);
  });

  it('a base that only an overlay for development takes in is for development', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': deployment,
      'overlays/local/kustomization.yaml': 'resources: [../../base]\n',
    };

    expect(told(files)).toEqual(['development kubernetes web web | gunicorn shop.wsgi | acme/shop | - | 1']);
  });
});

describe('Helm', () => {
  it('takes image, number and environment from the values, production over the rest', () => {
    const files = {
      'chart/Chart.yaml': 'name: shop\nappVersion: "1"\n',
      'chart/values.yaml':
        'image:\n  repository: acme/shop\n  tag: "1.0"\nreplicaCount: 1\nenv:\n  LOG_LEVEL: debug\n  A: b\n',
      'chart/values-prod.yaml': 'image:\n  tag: "1.1"\nreplicaCount: 4\nenv:\n  LOG_LEVEL: info\n',
      'chart/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.fullname" . }}-web
spec:
  replicas: {{ .Values.replicaCount }}
  template:
    spec:
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          command: ["gunicorn", "shop.wsgi"]
          env:
            {{- range $name, $value := .Values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
`,
    };

    const [line] = told(files);
    expect(line).toContain('production helm web release-web | gunicorn shop.wsgi | acme/shop:1.1 |');
    expect(line).toContain('LOG_LEVEL=info@chart/values-prod.yaml:5,A=b@chart/values.yaml:7 | 4');
    expect(line).not.toContain('template=');
  });
});

describe('Terraform', () => {
  it('ECS task definitions by jsonencode, with their service', () => {
    const text = `locals {
  image = "acme/shop"
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "\${local.image}:\${var.tag}"
      command      = ["gunicorn", "shop.wsgi"]
      essential    = true
      portMappings = [{ containerPort = 8000 }]
      environment = [
        { name = "DEBUG", value = "false" },
      ]
      secrets = [{ name = "SECRET_KEY", valueFrom = aws_ssm_parameter.key.arn }]
    }
  ])
}
resource "aws_ecs_service" "web" {
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 2
}
`;
    const files = { 'infra/main.tf': text };

    expect(told(files)).toEqual([
      'production terraform web web | gunicorn shop.wsgi | acme/shop:${var_tag} | DEBUG=false@infra/main.tf:14,SECRET_KEY=!@infra/main.tf:16 | 2',
    ]);
    expect(factsOf(files).processes.all[0]?.ports).toEqual([
      { container: '8000', host: null, place: { path: 'infra/main.tf', startLine: 12, endLine: 12 } },
    ]);
  });

  it('task definitions in a template file keep that file as their place', () => {
    const files = {
      'infra/main.tf':
        'resource "aws_ecs_task_definition" "web" {\n  container_definitions = templatefile("${path.module}/web.json.tpl", {})\n}\nresource "aws_ecs_service" "web" {\n  task_definition = aws_ecs_task_definition.web.arn\n  desired_count = var.n\n}\nresource "aws_appautoscaling_target" "web" {\n  resource_id = "service/x/${aws_ecs_service.web.name}"\n}\n',
      'infra/web.json.tpl':
        '[{\n  "name": "web",\n  "image": "${image}",\n  "portMappings": [{ "containerPort": ${port} }],\n  "environment": [\n    { "name": "A", "value": "b" }\n  ]\n}]\n',
    };

    expect(told(files)).toEqual([
      'production terraform web web | - | ${image} | A=b@infra/web.json.tpl:6 | autoscaled',
    ]);
  });

  it('Kubernetes deployments', () => {
    const text = `resource "kubernetes_deployment_v1" "web" {
  metadata {
    name = "web"
  }
  spec {
    replicas = 3
    template {
      spec {
        container {
          name    = "web"
          image   = "acme/shop:1"
          command = ["gunicorn", "shop.wsgi"]
          port {
            container_port = 8000
          }
          env {
            name  = "DEBUG"
            value = "false"
          }
          env {
            name = "KEY"
            value_from {
              secret_key_ref {
                name = "app"
                key  = "key"
              }
            }
          }
          readiness_probe {
            http_get {
              path = "/healthz"
              port = 8000
            }
          }
        }
      }
    }
  }
}
`;
    const files = { 'main.tf': text };

    expect(told(files)).toEqual([
      'production terraform web web | gunicorn shop.wsgi | acme/shop:1 | DEBUG=false@main.tf:16,KEY=!@main.tf:20 | 3',
    ]);
    expect(factsOf(files).processes.web[0]?.health?.text).toBe('/healthz');
  });

  it('Cloud Run, App Runner, functions from images, Azure', () => {
    const text = `resource "google_cloud_run_v2_service" "web" {
  name = "web"
  template {
    containers {
      image = "gcr.io/acme/shop:1"
      ports {
        container_port = 8080
      }
      env {
        name  = "A"
        value = "b"
      }
    }
  }
}
resource "google_cloud_run_service" "old" {
  name = "old"
  template {
    spec {
      containers {
        image = "gcr.io/acme/old:1"
      }
    }
  }
}
resource "aws_apprunner_service" "api" {
  service_name = "api"
  source_configuration {
    image_repository {
      image_identifier = "acme/api:2"
      image_configuration {
        port = "8000"
        runtime_environment_variables = {
          C = "d"
        }
      }
    }
  }
}
resource "aws_lambda_function" "clean" {
  function_name = "clean"
  image_uri     = "acme/clean:1"
}
resource "azurerm_container_app" "site" {
  name = "site"
  template {
    container {
      name  = "site"
      image = "acme/site:3"
    }
  }
}
`;

    expect(told({ 'main.tf': text })).toEqual([
      'production terraform web web | - | gcr.io/acme/shop:1 | A=b@main.tf:9 | autoscaled',
      'production terraform web old | - | gcr.io/acme/old:1 | - | autoscaled',
      'production terraform web api | - | acme/api:2 | C=d@main.tf:34 | autoscaled',
      'production terraform job clean | - | acme/clean:1 | - | autoscaled',
      'production terraform web site | - | acme/site:3 | - | autoscaled',
    ]);
  });

  it('the modules that most people take', () => {
    const text = `module "web" {
  source = "terraform-aws-modules/ecs/aws//modules/service"
  desired_count = 2
  container_definitions = {
    web = {
      image = "acme/shop:1"
      port_mappings = [{ containerPort = 8000 }]
    }
  }
}
module "worker" {
  source = "cloudposse/ecs-container-definition/aws"
  container_name = "worker"
  container_image = "acme/shop:1"
  command = ["celery", "-A", "shop", "worker"]
}
`;

    expect(told({ 'main.tf': text })).toEqual([
      'production terraform web web | - | acme/shop:1 | - | 2',
      'production terraform worker worker | celery -A shop worker | acme/shop:1 | - | -',
    ]);
  });

  it('noise ends', () => {
    const noise = `resource "aws_ecs_task_definition" "a" {\n container_definitions = ${'jsonencode('.repeat(2_000)}${'concat([{'.repeat(2_000)}\n}\nlocals {\n a = local.b\n b = local.a\n}\nresource "kubernetes_deployment" "x" { spec = local.a }\n`;

    expect(() => told({ 'main.tf': noise, 'kustomization.yaml': 'resources: [., ../]\nbases: [.]\n' })).not.toThrow();
  });
});
