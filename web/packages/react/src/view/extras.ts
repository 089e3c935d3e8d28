// What `parts.tsx` fetches when it is needed, with the style of it.

export { pasteOf } from "../chat/clipboard.ts";
export { AttachmentView } from "./attachment.tsx";
export { ConversationList } from "./conversation-list.tsx";
export { icons } from "./extra-icons.ts";
export { css } from "./extras-css.gen.ts";
export { OwnMessageView } from "./own-message.tsx";
export { Recorder } from "./recorder.tsx";
export { Tray } from "./tray.tsx";
