export { CommandAmendForm } from './amend/CommandAmendForm.tsx';
export { CorrectionAmendForm } from './amend/CorrectionAmendForm.tsx';
export { CommandBoard, type CommandBoardProps } from './CommandBoard.tsx';
export { CommandComposer, type CommandComposerProps } from './CommandComposer.tsx';
