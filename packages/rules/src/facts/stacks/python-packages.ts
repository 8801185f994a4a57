/** `package: name role role`; a package that ends in `*` is a prefix. The name is left out where it is the package's own. */
export const pythonPackages = `
    django: web-framework orm migration-tool session mail
    flask: web-framework
    fastapi: web-framework
    starlette: web-framework
    litestar: web-framework
    sanic: web-framework app-server
    tornado: web-framework app-server
    aiohttp: web-framework http-client
    bottle: web-framework
    falcon: web-framework
    pyramid: web-framework
    quart: web-framework
    streamlit: web-framework app-server
    gradio: web-framework app-server
    wagtail: web-framework
    djangorestframework: web-framework
    django-ninja: web-framework
    gunicorn: app-server
    uvicorn: app-server
    daphne: app-server
    hypercorn: app-server
    granian: app-server
    waitress: app-server
    uwsgi: app-server
    pyuwsgi: uwsgi app-server
    celery: job-library
    rq: job-library
    django-rq: rq job-library
    rq-scheduler: scheduler
    django-rq-scheduler: rq-scheduler scheduler
    dramatiq: job-library
    django-dramatiq: dramatiq job-library
    huey: job-library
    arq: job-library
    procrastinate: job-library
    django-q: job-library
    django-q2: django-q job-library
    django-tasks: job-library
    temporalio: temporal job-library
    taskiq: job-library
    django-celery-beat: celery-beat scheduler
    redbeat: celery-beat scheduler
    celery-redbeat: celery-beat scheduler
    apscheduler: scheduler
    schedule: scheduler
    sqlalchemy: orm
    flask-sqlalchemy: sqlalchemy orm
    sqlmodel: sqlalchemy orm
    peewee: orm
    tortoise-orm: orm
    pony: orm
    mongoengine: orm
    alembic: migration-tool
    flask-migrate: migration-tool
    aerich: migration-tool
    yoyo-migrations: yoyo migration-tool
    psycopg: postgresql database-driver
    psycopg-binary: postgresql database-driver
    psycopg2: postgresql database-driver
    psycopg2-binary: postgresql database-driver
    asyncpg: postgresql database-driver
    mysqlclient: mysql database-driver
    pymysql: mysql database-driver
    pymongo: mongodb database-driver
    motor: mongodb database-driver
    redis: redis cache
    django-redis: redis cache
    hiredis: redis cache
    pymemcache: memcached cache
    pylibmc: memcached cache
    flask-caching: cache
    elasticsearch: search
    opensearch-py: opensearch search
    elasticsearch-dsl: elasticsearch search
    meilisearch: search
    boto3: s3 storage
    minio: storage
    django-storages: storage
    google-cloud-storage: storage
    azure-storage-blob: storage
    cloudinary: storage
    django-anymail: mail
    sendgrid: mail
    flask-mail: mail
    fastapi-mail: mail
    emails: mail
    flask-session: session
    structlog: logging
    python-json-logger: logging
    loguru: logging
    django-structlog: structlog logging
    logbook: logging
    django-environ: settings
    environs: settings
    python-decouple: settings
    pydantic-settings: settings
    dynaconf: settings
    python-dotenv: settings
    dj-database-url: settings
    sentry-sdk: sentry error-tracker
    rollbar: error-tracker
    requests: http-client
    httpx: http-client
    urllib3: http-client
    whitenoise: static
    supervisor: process-manager
    honcho: process-manager
    pytest*: test-tool
    coverage: test-tool
    tox: test-tool
    nox: test-tool
    factory-boy: test-tool
    hypothesis: test-tool
    black: lint-tool
    ruff: lint-tool
    flake8*: lint-tool
    isort: lint-tool
    mypy: lint-tool
    pylint*: lint-tool
    pyright: lint-tool
    pre-commit: lint-tool
    django-debug-toolbar: dev-server`;
