import type { Place } from '../repo/place.ts';
import type { Command } from './commands-fact.ts';

export interface AdminCommand {
  /** `management command`, `rake task`, `artisan command`, `package script`, `script`, `make target`, `framework`. */
  kind: string;
  name: string;
  component: string;
  place: Place;
}

export interface ScheduledWork {
  kind: 'crontab' | 'in-process' | 'beat' | 'scheduler' | 'platform' | 'cronjob' | 'systemd-timer' | 'ci-schedule';
  /** The library or file form: `apscheduler`, `node-cron`, `celery beat`, `sidekiq-cron`, `crontab`, `Kubernetes CronJob`. */
  how: string;
  command: Command | null;
  stage: 'production' | 'development' | 'test';
  component: string;
  place: Place;
}

export interface AdminFact {
  commands: AdminCommand[];
  scheduled: ScheduledWork[];
  /** Commands that log into or copy to a host (ssh, scp, rsync with a remote, fab, cap), and CI actions that do. */
  remote: { how: string; command: Command | null; place: Place; stage: 'production' | 'development' | 'test' }[];
}
