/** Lines as in python-packages.ts. */
export const rubyPackages = `
    rails: web-framework orm migration-tool session mail
    railties: rails web-framework
    sinatra: web-framework
    hanami: web-framework
    grape: web-framework
    roda: web-framework
    puma: app-server
    unicorn: app-server
    passenger: app-server
    falcon: app-server
    thin: app-server
    sidekiq: job-library
    resque: job-library
    delayed_job_active_record: delayed-job job-library
    delayed_job: delayed-job job-library
    good_job: job-library
    solid_queue: job-library
    sneakers: job-library
    que: job-library
    sidekiq-cron: scheduler
    sidekiq-scheduler: scheduler
    rufus-scheduler: scheduler
    whenever: scheduler
    clockwork: scheduler
    activerecord: orm migration-tool
    sequel: orm migration-tool
    mongoid: mongodb orm
    pg: postgresql database-driver
    mysql2: mysql database-driver
    trilogy: mysql database-driver
    sqlite3: sqlite database-driver
    redis: redis cache
    redis-rails: redis cache session
    dalli: memcached cache
    solid_cache: cache
    elasticsearch: search
    searchkick: elasticsearch search
    aws-sdk-s3: s3 storage
    carrierwave: upload
    shrine: upload
    paperclip: upload
    kt-paperclip: paperclip upload
    lograge: logging
    semantic_logger: logging
    rails_semantic_logger: semantic_logger logging
    logstash-logger: logging
    rails_12factor: logging
    dotenv-rails: dotenv settings
    dotenv: settings
    sentry-ruby: sentry error-tracker
    sentry-rails: sentry error-tracker
    foreman: process-manager
    rspec*: test-tool
    minitest: test-tool
    capybara: test-tool
    rubocop*: lint-tool
    standard: lint-tool`;

export const composerPackages = `
    laravel/framework: laravel web-framework orm migration-tool session mail
    laravel/lumen-framework: lumen web-framework
    laravel/octane: octane app-server
    laravel/horizon: horizon job-library
    symfony/framework-bundle: symfony web-framework session
    symfony/symfony: symfony web-framework session
    symfony/messenger: job-library
    slim/slim: slim web-framework
    cakephp/cakephp: cakephp web-framework orm
    codeigniter4/framework: codeigniter web-framework
    doctrine/orm: doctrine orm
    doctrine/doctrine-bundle: doctrine orm
    doctrine/doctrine-migrations-bundle: doctrine-migrations migration-tool
    doctrine/migrations: doctrine-migrations migration-tool
    robmorgan/phinx: phinx migration-tool
    predis/predis: redis cache
    league/flysystem-aws-s3-v3: s3 storage
    aws/aws-sdk-php: aws storage
    monolog/monolog: monolog logging
    symfony/monolog-bundle: monolog logging
    vlucas/phpdotenv: dotenv settings
    symfony/mailer: mail
    phpmailer/phpmailer: phpmailer mail
    sentry/sentry-laravel: sentry error-tracker
    guzzlehttp/guzzle: http-client
    dragonmantank/cron-expression: scheduler
    phpunit/phpunit: phpunit test-tool
    pestphp/pest: pest test-tool
    mockery/mockery: mockery test-tool
    squizlabs/php_codesniffer: phpcs lint-tool
    friendsofphp/php-cs-fixer: php-cs-fixer lint-tool
    phpstan/phpstan: phpstan lint-tool
    laravel/pint: pint lint-tool`;
