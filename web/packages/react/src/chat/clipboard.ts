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
  const { html, addresses, files } = clipboard;
  const words = wordsIn(html);
  const isBare = !clipboard.text.trim();
  const text = isBare ? words : clipboard.text;
  const line = text.trim();
  const isPicture = !words && /<img[\s>]/i.test(html);
  // Mails and code are laid out in tables too: cells of a sheet are as many in each line.
  const isTable = /<table[\s>]/i.test(html) && (!text.includes("\t") || isGrid(text));
  if (files.length === 0) {
    return { text: (isTable && tableIn(text)) || (isBare && words) || undefined, attach: [], offer: [] };
  }
  const isFile =
    !text ||
    // Who copies a file gives no HTML with words in it.
    (!words && namesFiles(text, files)) ||
    (isPicture && saysOf(html).includes(line)) ||
    (isAddress(line) && (/^file:/.test(line) || isPicture || linesOf(addresses).includes(line)));
  if (isFile) return { attach: files, offer: [] };
  return {
    text: ((isTable || isGrid(text)) && tableIn(text)) || text,
    attach: files.filter((file) => !isImage(file)),
    offer: files.filter(isImage),
  };
}

const isImage = ({ type }: FileLike): boolean => type.startsWith("image/");
const isAddress = (text: string): boolean => /^(https?|file|data|blob):\S+$/i.test(text);
const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/);

const SIGNS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

/** The words that HTML shows, in its lines and cells. */
function wordsIn(html: string): string {
  return html
    .replace(/<!--.*?-->|\u200b|<(style|script|head|title)[\s>].*?<\/\1>/gis, "")
    .replace(/\s+/g, " ")
    .replace(/<\/t[dh]> ?(?=<t[dh])/gi, "\t")
    .replace(/<(br|\/(p|div|li|tr|h\d))\b[^>]*>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#?)(\w+);/g, (sign, isNumber, name) =>
      isNumber ? String.fromCodePoint(+name.replace("x", "0x")) : (SIGNS[name] ?? sign),
    )
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

/** What stands in place of a picture: programs give that as its text. */
const saysOf = (html: string): string[] =>
  [...html.matchAll(/\b(?:alt|title|src)=(["'])(.*?)\1/gis)].map(([, , value = ""]) => value.trim());

/** Whether the text is nothing but the names or places of these files, as file managers give it. */
function namesFiles(text: string, files: readonly FileLike[]): boolean {
  // `image.png` is what browsers call a picture that has no name.
  const names = files.flatMap(({ name }) => [name, name.replace(/(?<!^image)\.[^.]*$/, "")]).map(plain);
  const lines = linesOf(text)
    .map((line) => line.trim().replace(/^"(.*)"$/, "$1"))
    .filter((line) => !/^(x-special\/\S+|copy|cut|)$/.test(line));
  return (
    lines.length > 0 && lines.every((line) => names.includes(plain(decoded(line).replace(/^.*[\\/]/, ""))))
  );
}

/** macOS writes names with their accents apart. */
const plain = (name: string): string => name.normalize("NFC").toLowerCase();

function decoded(place: string): string {
  try {
    return /^file:/.test(place) ? decodeURIComponent(place) : place;
  } catch {
    return place;
  }
}

/** Whether each line has as many cells as the first one, and several. */
function isGrid(text: string): boolean {
  const [first = [], ...rest] = rowsOf(text);
  return first.length > 1 && rest.every((cells) => cells.length === first.length);
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
