export { BasemapsDialog, type BasemapsDialogProps } from './BasemapsDialog.tsx';
