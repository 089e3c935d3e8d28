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

/** The files, and the folders, which browsers give as files without content. */
export function filesIn<File>({ items, files }: Dropped<File>): { files: File[]; folders: File[] } {
  const given = Array.from(items ?? []).filter(({ kind }) => kind === "file");
  const isFolder = (item: (typeof given)[number]) => item.webkitGetAsEntry?.()?.isDirectory ?? false;
  if (!given.some(isFolder)) return { files: Array.from(files), folders: [] };
  const those = (wanted: boolean) =>
    given.filter((item) => isFolder(item) === wanted).flatMap((item) => item.getAsFile() ?? []);
  return { files: those(false), folders: those(true) };
}
