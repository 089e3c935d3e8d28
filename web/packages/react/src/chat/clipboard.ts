// What a paste means. One clipboard holds the same thing in several forms, by programs of every kind: spreadsheets give text,
// HTML and a picture of the cells; file managers a file and its name; browsers a picture and the address it came from.

/** A file, as far as it matters here. */
interface FileLike {
  readonly name: string;
  readonly type: string;
}

/** The forms of a clipboard. */
export interface Clipboard<File> {
  readonly text: string;
  readonly html: string;
  /** `text/uri-list`. */
  readonly addresses: string;
  readonly files: readonly File[];
}

/** What to do with a clipboard. */
export interface Paste<File> {
  /** The text to insert; absent: the browser's own way is right, or there is none. */
  readonly text?: string | undefined;
  /** What is a file and nothing else. */
  readonly attach: readonly File[];
  /** Pictures of what is inserted as text: only on demand. */
  readonly offer: readonly File[];
}

/** What somebody means who pastes this. */
export function pasteOf<File extends FileLike>(clipboard: Clipboard<File>): Paste<File> {
  const { text, html, files } = clipboard;
  // Mails and code are laid out in tables too: cells of a sheet are as many in each line.
  const isTable = /<table[\s>]/i.test(html) && (!text.includes("\t") || isGrid(text));
  if (files.length === 0) {
    const table = isTable ? tableIn(text) : undefined;
    return { text: table, attach: [], offer: [] };
  }
  const isFile =
    text.trim() === "" ||
    (!isTable && namesFiles(text, files)) ||
    (isAddress(text) && (/^file:/.test(text) || isPicture(html) || sameAddress(clipboard))) ||
    (isPicture(html) && saysOf(html).includes(text.trim()));
  if (isFile) return { attach: files, offer: [] };
  return {
    text: (isTable || isGrid(text) ? tableIn(text) : undefined) ?? text,
    attach: files.filter((file) => !isImage(file)),
    offer: files.filter(isImage),
  };
}

const isImage = ({ type }: FileLike): boolean => type.startsWith("image/");
const isAddress = (text: string): boolean => /^(https?|file|data|blob):\S+$/i.test(text.trim());
const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/);

const sameAddress = ({ text, addresses }: Clipboard<unknown>): boolean =>
  linesOf(addresses).some((line) => line.trim() === text.trim());

/** Whether HTML shows pictures and no word. */
function isPicture(html: string): boolean {
  if (!/<img[\s>]/i.test(html)) return false;
  const words = html
    .replace(/<!--.*?-->/gs, "")
    .replace(/<(style|script|head|title)[\s>].*?<\/\1>/gis, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(nbsp|#160|#xa0);/gi, "");
  return /^[\s\u200b\ufeff]*$/.test(words);
}

/** What stands in place of a picture: programs give that as its text. */
const saysOf = (html: string): string[] =>
  [...html.matchAll(/\b(?:alt|title|src)=(?:"([^"]*)"|'([^']*)')/gi)].map(([, one, other]) =>
    (one ?? other ?? "").trim(),
  );

/** Whether the text is nothing but the names or places of these files, as file managers give it. */
function namesFiles(text: string, files: readonly FileLike[]): boolean {
  const names = new Set(files.flatMap(({ name }) => [plain(name), plain(name.replace(/\.[^.]*$/, ""))]));
  const lines = linesOf(text)
    .map((line) => line.trim().replace(/^"(.*)"$/, "$1"))
    .filter((line) => line !== "" && !/^(x-special\/\S+|copy|cut)$/.test(line));
  return lines.length > 0 && lines.every((line) => names.has(plain(decoded(line).replace(/^.*[\\/]/, ""))));
}

/** macOS writes names with their accents apart. */
const plain = (name: string): string => name.normalize("NFC").toLowerCase();

function decoded(place: string): string {
  if (!place.startsWith("file:")) return place;
  try {
    return decodeURIComponent(place);
  } catch {
    return place;
  }
}

/** Whether each line has as many cells as the first one, and several. */
function isGrid(text: string): boolean {
  const [first = 0, ...rest] = rowsOf(text).map((cells) => cells.length);
  return first > 1 && rest.every((count) => count === first);
}

/** Cells in columns, with a line between them; undefined when the text has none. */
function tableIn(text: string): string | undefined {
  const rows = rowsOf(text);
  const isOne = rows.every((cells) => cells.length === 1);
  if (isOne && !/[\r\n]+$/.test(text)) return undefined;
  if (isOne) return rows.flat().join("\n");
  return rows
    .map((cells) =>
      cells
        .map((cell) => cell.trim())
        .join(" | ")
        .trimEnd(),
    )
    .join("\n");
}

/** The cells of each line. A cell with a line break or a tab in it stands in quotes. */
function rowsOf(text: string): string[][] {
  const flat = text
    .replace(/[\r\n]+$/, "")
    .replace(
      /(^|[\t\r\n])"((?:[^"]|"")*)"(?![^\t\r\n])/g,
      (_, before, cell) => before + cell.replace(/\s+/g, " ").replaceAll('""', '"'),
    );
  return linesOf(flat).map((line) => line.split("\t"));
}
