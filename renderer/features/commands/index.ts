export { CommandAmendForm } from './amend/CommandAmendForm.tsx';
export { CommandBoard, type CommandBoardProps } from './CommandBoard.tsx';
export { CommandComposer, type CommandComposerProps } from './CommandComposer.tsx';
