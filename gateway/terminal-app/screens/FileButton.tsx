interface FileButtonProps {
  label: string;
  accept: 'image/*' | 'video/*';
  main?: boolean;
  onFile: (file: File) => void;
}

/** Opens the phone's camera, or its files where there is none. */
export function FileButton({ label, accept, main, onFile }: FileButtonProps) {
  return (
    <label className={main ? 'file main' : 'file'}>
      {label}
      <input
        type="file"
        accept={accept}
        capture="environment"
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
