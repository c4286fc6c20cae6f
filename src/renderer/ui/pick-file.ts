/** Asks the person for a file; nothing happens where they change their mind. */
export function pickFile(accept: string, onFile: (file: File) => void): void {
  const input = fileInput(accept);
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) onFile(file);
  });
  input.click();
}

/** The same for any number of files of any kind. */
export function pickFiles(onFiles: (files: File[]) => void): void {
  const input = fileInput('');
  input.multiple = true;
  input.addEventListener('change', () => onFiles([...(input.files ?? [])]));
  input.click();
}

function fileInput(accept: string): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  return input;
}
