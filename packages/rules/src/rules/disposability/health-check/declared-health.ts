import type { RuleContext } from '../../../engine/define-rule.ts';
import { type Place, placeOf } from '../../../repo/place.ts';

export interface Health {
  /** null: it stands for every app. */
  component: string | null;
  what: string;
  place: Place;
}

/** Libraries that serve a health route as soon as they are installed. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'django-health-check': 'django-health-check',
  'django-watchman': 'django-watchman',
  'django-alive': 'django-alive',
  'django-probes': 'django-probes',
  dockerflow: 'dockerflow',
  'py-healthcheck': 'py-healthcheck',
  'fastapi-health': 'fastapi-health',
  '@godaddy/terminus': 'Terminus',
  '@nestjs/terminus': 'Terminus',
  lightship: 'lightship',
  'fastify-healthcheck': 'fastify-healthcheck',
  'fastify-custom-healthcheck': 'fastify-custom-healthcheck',
  okcomputer: 'OkComputer',
  health_check: 'health_check',
  'health-monitor-rails': 'health-monitor-rails',
  'rails-healthcheck': 'rails-healthcheck',
  'spatie/laravel-health': 'Laravel Health',
  'liip/monitor-bundle': 'LiipMonitorBundle',
  'org.springframework.boot:spring-boot-starter-actuator': 'Spring Boot Actuator',
  'de.codecentric:spring-boot-admin-starter-server': "Spring Boot Admin's Actuator",
  'org.springframework.cloud:spring-cloud-config-server': "Spring Cloud Config's Actuator",
  'org.springframework.cloud:spring-cloud-starter-netflix-eureka-server': "Eureka's Actuator",
  'io.quarkus:quarkus-smallrye-health': 'SmallRye Health',
  'io.quarkus:quarkus-resteasy-health': 'SmallRye Health',
  'io.micronaut:micronaut-management': 'Micronaut Management',
};

/** Health checks that deploy files declare (development ones of the same app too), and libraries that bring one. */
export function declaredHealth({ facts, repo }: RuleContext): Health[] {
  const found: Health[] = [];
  const apps = new Set(facts.components.apps.map(({ path }) => path));
  for (const { own, stage, health, component, name } of facts.processes.all)
    if (own && stage !== 'test' && health && health.kind !== 'none')
      found.push({
        component: apps.has(component) ? component : null,
        what: `A health check of ${name} is declared.`,
        place: health.place,
      });
  for (const manifest of facts.dependencies.manifests)
    for (const dependency of manifest.direct) {
      const library = LIBRARIES[dependency.name];
      if (library && dependency.group !== 'development')
        found.push({
          component: manifest.component,
          what: `${library} serves a health check.`,
          place: dependency.place,
        });
    }
  for (const path of [...repo.withExtension('tf'), ...repo.named('app.yaml', 'template.yaml', 'template.yml')]) {
    if (!repo.isProduction(path)) continue;
    const line = repo
      .lines(path)
      .findIndex((text) =>
        /^\s*(?:health_check(?:_path|_url)?|liveness_check|readiness_check|HealthCheckPath|healthCheck)\b/.test(text),
      );
    if (line >= 0)
      found.push({
        component: null,
        what: 'The platform is told how to check the app.',
        place: placeOf(path, line + 1),
      });
  }
  return found;
}
