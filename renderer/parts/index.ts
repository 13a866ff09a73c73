export { type ActionDetail, actionDetailOf } from './actionDetail.ts';
export type { AmendFormProps } from './amendForm.ts';
export { ClaimMark } from './ClaimMark.tsx';
export { useKeepClaims } from './keepClaims.ts';
export { claimStateOf, type ShownClaim, useClaims, useClaimVerbs, useClaimWhileOpen } from './claims.ts';
export { AttachField } from './attach/AttachField.tsx';
export { useAttachments } from './attach/useAttachments.ts';
export { useVoiceNote } from './attach/useVoiceNote.ts';
export { CommandBox } from './CommandBox.tsx';
export { CommandReceipts, ReceiptProgress, ReceiptRow } from './CommandReceipts.tsx';
export {
  type BaseChoice,
  keepBaseChoice,
  MAP_GROUNDS,
  type MapGround,
  useBaseChoice,
  useBasemaps,
  useWallBase,
} from './basemaps.ts';
export { HAS_APP, keepInWindow, pageKind, readKept, writeKept } from './kept.ts';
export { type DraggedItem, drags, dragsWorker, type HeldKind, readItem, startItemDrag } from './drag/item.ts';
export { type DropPlace, dropPlace, useDrop } from './drag/useDrop.ts';
export { WorkerLink } from './drag/WorkerLink.tsx';
export { type Draft, DraftStore, browserDrafts } from './drafts.ts';
export { Code, Fact } from './Fact.tsx';
export { localInput, parseLocalInput } from './localTime.ts';
export { isAnswered, lateAt } from './receipts.ts';
export { type MapDrawing, type MapMark, mapMarkSchema, type MapPin, type MapScene, type Ring } from './mapScene.ts';
export { MediaGroup } from './media/MediaGroup.tsx';
export { Photo } from './media/Photo.tsx';
export { Sound } from './media/Sound.tsx';
export { useBytes } from './media/useBytes.ts';
export { useOverlayWords, useStanding } from './overlays/notices.ts';
export { savedViews, viewsKey } from './mapViews.ts';
export { Radios, type RadiosProps } from './Radios.tsx';
export { MapReplay } from './mapReplay.ts';
export { Replayer, type ReplayerProps } from './replay/Replayer.tsx';
export { TimeLine, type TimeMark } from './replay/TimeLine.tsx';
export { LookUp, type LookUpProps } from './trails/LookUp.tsx';
export { Missing } from './trails/Missing.tsx';
export { TrackExport } from './trails/TrackExport.tsx';
export { type PastSpan, SpanField, spanOf, usePastSpan } from './trails/SpanField.tsx';
export { isSetAside, OUTBOX_LOOKS, useSetAsideWords } from './setAside.ts';
export { type KeptDraft, useDraft } from './useDraft.ts';
export { useBoard } from './useBoard.ts';
export { useCentreTime } from './useCentreTime.ts';
export { useFormKeys } from './useFormKeys.ts';
export { PolicyDialog } from './policy/PolicyDialog.tsx';
export { PolicyForm, PolicyPart } from './policy/PolicyForm.tsx';
export { useOutboxVerbs } from './useOutboxVerbs.ts';
export { useFrozenChoices } from './useFrozenChoices.ts';
export { droppedSum, useDropped, useDropWords } from './useDropped.ts';
export { useMay } from './useMay.ts';
export { useNames } from './useNames.ts';
export { useOwnId } from './useOwnId.ts';
export { camerasNear } from './video/camerasNear.ts';
export { readDragged, startDrag, targetKey } from './video/target.ts';
export { useShowVideo } from './video/useShowVideo.ts';
export { VideoHandle } from './video/VideoHandle.tsx';
export { nearInput, WorkerField, type WorkerFieldProps } from './WorkerField.tsx';
export { WorkerPick } from './WorkerPick.tsx';
export { WorkerSearch } from './WorkerSearch.tsx';
export { WorkerStatusMarks } from './WorkerStatusMarks.tsx';
export { fitsForWork, STALE_AFTER, type WorkerMark, workerMarks } from './workerStatus.ts';
export { WALK_COLOURS } from './walkColours.ts';
export { SaveTracks } from './trails/SaveTracks.tsx';
export { reportWords, useFileTrouble } from './reportWords.ts';
