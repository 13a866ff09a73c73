import type { Feeds } from './context.ts';
import { auditList } from './audit.ts';
import { caseGet, caseMarkers } from './case.ts';
import { categoryList, departmentList, gridList } from './catalogue.ts';
import { commandList, commandProposed } from './command.ts';
import { commandBoard } from './commandBoard.ts';
import { commandPolicy, commandTemplates } from './commandSettings.ts';
import { figures, ticker } from './figures.ts';
import { musterGet, musterList, musterReplay, musterRoutes } from './muster.ts';
import { queueCount, queuePage } from './queue.ts';
import { queueCounts } from './queueCounts.ts';
import { recipientsPreview } from './recipients.ts';
import { callBackList, radio, radioListeners } from './radio.ts';
import { recordingList, recordingSound } from './recording.ts';
import { search } from './search.ts';
import { shiftCurrent } from './shift.ts';
import { trailGet } from './trail.ts';
import { videoDesk, videoSources } from './video.ts';
import { workerGet, workerNames, workerNear } from './worker.ts';

/** Every feed of the contract; one that is missing does not compile. */
export const feeds: Feeds = {
  'queue.page': queuePage,
  'queue.count': queueCount,
  'queue.counts': queueCounts,
  'case.get': caseGet,
  'case.markers': caseMarkers,
  'worker.get': workerGet,
  'worker.near': workerNear,
  'worker.names': workerNames,
  'department.list': departmentList,
  'category.list': categoryList,
  'grid.list': gridList,
  'command.list': commandList,
  'command.board': commandBoard,
  'command.proposed': commandProposed,
  'command.templates': commandTemplates,
  'command.policy': commandPolicy,
  'recipients.preview': recipientsPreview,
  'outbox.list': (context, input) => context.items.page(input),
  'shift.current': shiftCurrent,
  'muster.list': musterList,
  'muster.get': musterGet,
  'muster.replay': musterReplay,
  'muster.routes': musterRoutes,
  radio,
  'radio.listeners': radioListeners,
  'call-back.list': callBackList,
  'recording.list': recordingList,
  'recording.sound': recordingSound,
  'audit.list': auditList,
  'alarm.list': (context) => context.alarms.list(),
  'backup.list': (context) => context.care.list(),
  search,
  figures,
  ticker,
  'trail.get': trailGet,
  'video.sources': videoSources,
  'video.desk': videoDesk,
  status: (context) => context.status(),
  'media.get': (context, { id }) => context.media.get(id),
};
