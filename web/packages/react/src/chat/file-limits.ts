// Which files are taken, said before an upload. The server judges again, by what is in them.

/** The greatest file in bytes, unless the server says otherwise. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;

/** The longest message in characters. */
export const MAX_CHARACTERS = 10_000;

/** Files that one message takes. */
export const MAX_FILES = 10;

/** For `<input accept>`. */
export const ACCEPTED =
  ".png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.md,.csv,.mp4,.m4v,.webm,.mp3,.ogg,.opus,.wav,.m4a,.zip,.docx,.xlsx,.pptx";

/** Whether a type is one of those taken: `image/png`, `image/*`, `.pdf`. No list: all are. */
export function isAccepted(
  { name, type }: { readonly name: string; readonly type: string },
  accepted: readonly string[] | undefined,
): boolean {
  if (!accepted || accepted.length === 0) return true;
  return accepted.some((taken) => {
    if (taken.startsWith(".")) return name.toLowerCase().endsWith(taken.toLowerCase());
    if (taken.endsWith("/*")) return type.startsWith(taken.slice(0, -1));
    return type === taken;
  });
}

/** Why a file is not taken; undefined when nothing speaks against it. */
export function refusalOf(
  { name, size }: { readonly name: string; readonly size: number },
  maxBytes = MAX_FILE_BYTES,
): "fileTooLarge" | "fileTypeRefused" | undefined {
  if (size > maxBytes) return "fileTooLarge";
  const extension = /\.[a-z0-9]+$/.exec(name.toLowerCase())?.[0];
  return extension && ACCEPTED.split(",").concat(".jfif", ".oga", ".weba", ".log").includes(extension)
    ? undefined
    : "fileTypeRefused";
}
