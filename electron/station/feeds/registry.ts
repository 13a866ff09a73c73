import { alarmList, alarmPolicy, welfareList } from './alarms.ts';
import type { Feeds } from './context.ts';
import { auditList } from './audit.ts';
import { caseGet, caseMarkers } from './case.ts';
import { caseHeat } from './caseHeat.ts';
import { casePolicy, replyTemplateList } from './caseSettings.ts';
import { coverageBoard, coveragePolicy } from './coverage.ts';
import { categoryList, departmentList, gridList } from './catalogue.ts';
import { commandList, commandProposed } from './command.ts';
import { commandBoard } from './commandBoard.ts';
import { commandPolicy, commandTemplates } from './commandSettings.ts';
import { dispatchDepartments } from './dispatchDepartments.ts';
import { dispatchWorkers } from './dispatchWorkers.ts';
import { bulkPreview } from './bulk.ts';
import { claimList, savedQueues, watchList } from './deskLists.ts';
import { figures, ticker } from './figures.ts';
import { caseLinked } from './linkedCases.ts';
import { componentFind, componentGet, componentNear, componentWithin } from './components.ts';
import { importDraft, importList } from './imports.ts';
import { intakeCategoryUse, intakePlaceAt, intakePlaces } from './intake.ts';
import { caseMerged, intakeDuplicates } from './duplicates.ts';
import { figuresCases, figuresTable } from './figuresTable.ts';
import { areaList } from './areas.ts';
import { departmentPlaces } from './departmentPlaces.ts';
import { gridCounted } from './gridCounted.ts';
import { gridFigures } from './gridFigures.ts';
import { mapFind } from './mapFind.ts';
import { musterGet, musterList, musterReplay, musterRoutes } from './muster.ts';
import { overlayImage, overlayList, overlayTile } from './overlays.ts';
import { casePassers, casePasses } from './passes.ts';
import { placeDossier } from './place.ts';
import { positionsDropped } from './positionsDropped.ts';
import { queueCount, queuePage } from './queue.ts';
import { queueCounts } from './queueCounts.ts';
import { recipientsPreview } from './recipients.ts';
import { callBackList, radio, radioListeners, radioMembers, radioVoiceCalls } from './radio.ts';
import { recordingList, recordingSound } from './recording.ts';
import { search } from './search.ts';
import { seatList, shiftCurrent, shiftItems, shiftPast } from './shift.ts';
import { supervisionBoard } from './supervisionBoard.ts';
import { caseStream } from './stream.ts';
import { replayEvents } from './replayEvents.ts';
import { caseAround, trailGet, trailSlice, trailWays } from './trail.ts';
import { videoDesk, videoSources } from './video.ts';
import { walksCoverage } from './walks.ts';
import { workerTraits } from './workerTraits.ts';
import { workerChosen, workerGet, workerNames, workerNear } from './worker.ts';

/** Every feed of the contract; one that is missing does not compile. */
export const feeds: Feeds = {
  'queue.page': queuePage,
  'queue.count': queueCount,
  'queue.counts': queueCounts,
  'claim.list': claimList,
  'watch.list': watchList,
  'queue.saved': savedQueues,
  'bulk.preview': bulkPreview,
  'case.get': caseGet,
  'case.markers': caseMarkers,
  'dispatch.departments': dispatchDepartments,
  'dispatch.workers': dispatchWorkers,
  'case.linked': caseLinked,
  'supervision.board': supervisionBoard,
  'reply-template.list': replyTemplateList,
  'case.policy': casePolicy,
  'worker.get': workerGet,
  'worker.near': workerNear,
  'worker.chosen': workerChosen,
  'worker.names': workerNames,
  'worker.traits': workerTraits,
  'positions.dropped': positionsDropped,
  'department.list': departmentList,
  'category.list': categoryList,
  'grid.list': gridList,
  'import.draft': importDraft,
  'import.list': importList,
  'command.list': commandList,
  'command.board': commandBoard,
  'command.proposed': commandProposed,
  'command.templates': commandTemplates,
  'command.policy': commandPolicy,
  'recipients.preview': recipientsPreview,
  'outbox.list': (context, input) => context.items.page(input),
  'shift.current': shiftCurrent,
  'shift.items': shiftItems,
  'shift.past': shiftPast,
  'seat.list': seatList,
  'case.stream': caseStream,
  'case.passers': casePassers,
  'case.passes': casePasses,
  'place.dossier': placeDossier,
  'muster.list': musterList,
  'muster.get': musterGet,
  'muster.replay': musterReplay,
  'muster.routes': musterRoutes,
  'intake.places': intakePlaces,
  'intake.placeAt': intakePlaceAt,
  'intake.categoryUse': intakeCategoryUse,
  'intake.duplicates': intakeDuplicates,
  'map.find': mapFind,
  'area.list': areaList,
  'grid.figures': gridFigures,
  'grid.counted': gridCounted,
  'case.heat': caseHeat,
  'department.places': departmentPlaces,
  'coverage.board': coverageBoard,
  'coverage.policy': coveragePolicy,
  'overlay.list': overlayList,
  'overlay.image': overlayImage,
  'overlay.tile': overlayTile,
  'component.find': componentFind,
  'component.near': componentNear,
  'component.get': componentGet,
  'component.within': componentWithin,
  'case.merged': caseMerged,
  radio,
  'radio.voice-calls': radioVoiceCalls,
  'radio.members': radioMembers,
  'radio.listeners': radioListeners,
  'call-back.list': callBackList,
  'recording.list': recordingList,
  'recording.sound': recordingSound,
  'audit.list': auditList,
  'alarm.list': alarmList,
  'alarm.policy': alarmPolicy,
  'welfare.list': welfareList,
  'backup.list': (context) => context.care.list(),
  search,
  figures,
  'figures.table': figuresTable,
  'figures.cases': figuresCases,
  ticker,
  'trail.get': trailGet,
  'trail.ways': trailWays,
  'trail.slice': trailSlice,
  'case.around': caseAround,
  'replay.events': replayEvents,
  'walks.coverage': walksCoverage,
  'video.sources': videoSources,
  'video.desk': videoDesk,
  status: (context) => context.status(),
  'media.get': (context, { id }) => context.media.get(id),
};
