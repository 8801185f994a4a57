import { comparePlaces } from '../../repo/place.ts';
import type { AdminFact } from '../admin-fact.ts';
import { adminCommands } from './admin-commands.ts';
import type { AdminSources } from './admin-sources.ts';
import { remoteAccess } from './remote-access.ts';
import { scheduledWork } from './scheduled-work.ts';

/** One-off commands, work by the clock, and what logs into hosts; each sorted by place. */
export function findAdmin(sources: AdminSources): AdminFact {
  const byPlace = (
    a: { place: Parameters<typeof comparePlaces>[0] },
    b: { place: Parameters<typeof comparePlaces>[0] },
  ): number => comparePlaces(a.place, b.place);
  return {
    commands: adminCommands(sources).sort(byPlace),
    scheduled: scheduledWork(sources).sort(byPlace),
    remote: remoteAccess(sources).sort(byPlace),
  };
}
