import type { CatalogueEntry } from './catalogue-entry.ts';

export const portBindingEntries: readonly CatalogueEntry[] = [
  {
    id: 'port-binding/self-contained',
    factor: 'port-binding',
    severity: 'high',
    title: 'The web app exports HTTP by itself',
    fails:
      'the web app needs a server injected outside itself (mod_wsgi, uWSGI socket only behind nginx in the same image, WAR to an external container, php-fpm or mod_php with no HTTP server of its own in the image)',
    passes:
      "it exports HTTP itself (Gunicorn, uvicorn, Daphne, Puma, Node's http, net/http, Kestrel, embedded Tomcat/Jetty/Netty, FrankenPHP, Octane, nginx or Apache inside the image as its own server)",
    notApplicable: 'no web app',
  },
  {
    id: 'port-binding/port-from-env',
    factor: 'port-binding',
    severity: 'medium',
    title: 'The port comes from the environment',
    fails: 'the production port is a literal with no way to set it from the environment',
    passes:
      "`PORT` or another variable sets it (a default beside it is fine; a server whose own convention reads a variable, such as Gunicorn's `PORT` or Spring's `SERVER_PORT`, passes)",
    notApplicable: 'no web app',
  },
  {
    id: 'port-binding/binds-all-interfaces',
    factor: 'port-binding',
    severity: 'medium',
    title: 'The server binds all interfaces',
    fails: 'production binds only to localhost or 127.0.0.1',
    passes: "it binds 0.0.0.0, `::` or the framework's public default",
    notApplicable: 'no web app',
  },
  {
    id: 'port-binding/no-dev-server',
    factor: 'port-binding',
    severity: 'high',
    title: 'Production runs a production server',
    fails:
      'a production start command runs a development server (`manage.py runserver`, `flask run`, `app.run()`, `uvicorn --reload`, `ng serve`, `vite` or `next dev`, `nodemon`, `php artisan serve`, `php -S`, `webpack-dev-server`)',
    passes: 'it runs a production server',
    notApplicable: 'no start command',
  },
  {
    id: 'port-binding/port-declared',
    factor: 'port-binding',
    severity: 'low',
    title: 'The image declares the port it serves',
    fails:
      'a Dockerfile for a web app has no `EXPOSE`, or it disagrees with the port bound or with the Kubernetes or compose port',
    passes: 'declared and agrees',
    notApplicable: 'no Dockerfile of a web app',
  },
];
