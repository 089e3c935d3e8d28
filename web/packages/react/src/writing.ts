// What a field of one's own needs in a browser: what was pasted or dropped, and text put where the cursor is.

export { type Clipboard, type Paste, pasteOf } from "./chat/clipboard.ts";
export { type Dropped, filesIn } from "./chat/dropped.ts";
export { insertText } from "./view/insert-text.ts";
export { readClipboard } from "./view/read-clipboard.ts";
export { useDropping } from "./view/use-dropping.ts";
export { useGrowing } from "./view/use-growing.ts";
export { usePreview } from "./view/use-preview.ts";
