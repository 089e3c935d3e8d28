// What was let go over a page: files, and folders, which cannot be sent.

/** A browser's `DataTransfer`, as far as it matters here. */
export interface Dropped<File> {
  readonly files: ArrayLike<File>;
  readonly items?: ArrayLike<{
    readonly kind: string;
    getAsFile(): File | null;
    webkitGetAsEntry?(): { readonly isDirectory: boolean } | null;
  }>;
}

/** The files, and whether there was a folder too. */
export function filesIn<File>({ items, files }: Dropped<File>): { files: File[]; hasFolder: boolean } {
  const given = Array.from(items ?? []).filter(({ kind }) => kind === "file");
  const isFolder = (item: (typeof given)[number]) => item.webkitGetAsEntry?.()?.isDirectory ?? false;
  const hasFolder = given.some(isFolder);
  if (!hasFolder) return { files: Array.from(files), hasFolder };
  return {
    files: given.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? []),
    hasFolder,
  };
}
